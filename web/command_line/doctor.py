"""`everyseat doctor`."""

import json
from collections.abc import Iterator

import click

from web.command_line.backing_up import bars
from web.command_line.opening import database_option
from web.command_line.saying import speaking
from web.operating.doctor import Finding, examine
from web.operating.doctor.finding import wrong
from web.settings import SettingsProblem, load_settings

SIGNS = {"well": "✓", "notice": "!", "wrong": "✗"}


@click.command()
@click.option("--full", is_flag=True, help="Look at every moment, not only at the last of each partnership.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@database_option
@speaking
def doctor(full: bool, as_json: bool, database: str | None) -> None:
    """Say what is wrong here and what to do about it. It changes nothing, and the server may run.

    The exit code is 0 when all is well, 1 when somebody has to do something.
    """
    found = []
    for finding in findings(full, database):
        found.append(finding)
        if not as_json:
            show(finding)
    wrongs = [one for one in found if one.is_wrong]
    if as_json:
        told = {"well": not wrongs, "findings": [one._asdict() for one in found]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo("All is well." if not wrongs else f"Not all is well: {len(wrongs)} to look after.")
    raise SystemExit(1 if wrongs else 0)


def findings(full: bool, database: str | None) -> Iterator[Finding]:
    """Everything that was found; settings that cannot be read are a finding, too."""
    try:
        settings = load_settings(database=database)
    except SettingsProblem as error:
        yield wrong("settings", str(error), "docs/reference/settings.md lists all settings.")
        return
    with bars() as steps:
        yield from examine(settings, steps, full=full)


def show(finding: Finding) -> None:
    """One finding for the person at the terminal."""
    click.echo(f"{SIGNS[finding.state]} {finding.what}: {finding.says}")
    if finding.advice is not None:
        click.echo(f"  → {finding.advice}")
