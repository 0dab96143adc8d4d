"""`everyseat import roster`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from events.log.keys import KeyStore
from events.log.log import Log
from web.command_line import looping
from web.command_line.bringing_in import Opened, ask_for_missing, refuse_refused, said
from web.command_line.looking import folded, print_json
from web.command_line.opening import database_option, reading, writing
from web.command_line.partnerships import Known, the_one
from web.command_line.progress import steps
from web.command_line.saying import Stop, in_sentences, speaking
from web.control import Made
from web.imports import ImportProblem
from web.imports.founding import new_run
from web.imports.roster import LARGEST, MOST_ROWS, Invitee, Plan, Referred, as_text, plan, read, troubles
from web.imports.roster.bringing import Brought, Run, There, bring, to_invite
from web.imports.roster.row import same_name
from web.mail import Invited, Post
from web.settings import Settings, load_settings


class Wish(NamedTuple):
    """How somebody wants a roster brought in."""

    partnership: str
    language: str
    sender: str | None
    dry_run: bool
    as_json: bool
    database: str | None


@click.command("roster")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--partnership", required=True, metavar="ID", help="Its id, or its exact name.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and change nothing.")
@click.option("--send-as", "sender", metavar="NAME", help="Send the links by mail, in this name.")
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "es"]))
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
@database_option
@speaking
def import_roster(file: Path, database: str | None, **wished: Any) -> None:
    """Import a roster: a CSV FILE of names, addresses, organisations and groups.

    Organisations get a place, people an invitation: a link for an address, else a code with a PIN. Links
    and codes are printed this once, unless --send-as has the links mailed.
    """
    wish = Wish(database=database, **wished)
    rows = read_file(file)
    settings = load_settings(database=database)
    if wish.sender and not settings.mail_server:
        raise Stop("There is no mail server: give its address in EVERYSEAT_MAIL_URL, or leave --send-as out.")
    with reading(database) as kept:
        one = the_one(kept.log, kept.keys, wish.partnership)
        there = organisations_there(kept.log, kept.keys, one)
    planned = plan(rows, Referred(one.id, settings.secret))
    looping.run(bring_roster(planned, one, there, settings, wish))


def read_file(file: Path) -> list[Any]:
    """Every row, if all of them can be used. Raises ImportProblem with file and line of what cannot."""
    content = file.read_bytes()
    if len(content) > LARGEST:
        raise ImportProblem(f"{file.name}: this is more than fits, 200 KB at most. Nothing was imported.")
    found = read(as_text(content))
    if found.beyond:
        raise ImportProblem(
            f"{file.name}: there are more than {MOST_ROWS} rows. Bring them in parts. Nothing was imported."
        )
    if not found.rows:
        raise ImportProblem(f"{file.name}: there is no row with a name or an organisation in it.")
    wrong = [
        f"{file.name}, line {number}: {one.sentence.format(**one.details)}"
        for number, many in sorted(troubles(found.rows).items())
        for one in many
    ]
    if wrong:
        raise ImportProblem("\n".join([*wrong, "Nothing was imported."]))
    return found.rows


def organisations_there(log: Log, keys: KeyStore, one: Known) -> dict[str, There]:
    """The organisations at the table, by name as it is compared."""
    views, _ = folded(log, one.id, one.position, live=True, keep=False)
    found = {}
    for key, partner in views.directory.partners.items():
        name = keys.open(one.id, partner.name) if partner.name is not None else None
        if partner.left is None and isinstance(name, str):
            found[same_name(name)] = There(key, bool(partner.members))
    return found


async def bring_roster(
    planned: Plan, one: Known, there: dict[str, There], settings: Settings, wish: Wish
) -> None:
    """Ask for places and invitations, make what opens them, and say what came of it."""
    run = Run(one.id, wish.language, new_run("roster"), datetime.now(UTC))
    if wish.dry_run:
        tell(bring(planned, there, set(), run), [], wish, "Nothing was changed.")
        return
    with in_sentences():
        async with writing(settings) as desk:
            addresses = [person.email for person in planned.people if person.email]
            here = set(await desk.seated(one.id, addresses))
            brought = bring(planned, there, here, run)
            with Log.open(settings.database_url, read_only=True) as log:
                result, _ = await ask_for_missing(Opened(desk, log, one.id), brought.asked)
            refuse_refused(result)
            made = []
            for person in steps("Inviting", brought.people, len(brought.people)):
                made += await desk.invite(one.id, [to_invite(person, run)])
        if wish.sender:
            await send(made, brought, one, run, settings, wish)
    tell(brought, made, wish, said(result, len(brought.asked), 0))


async def send(
    made: list[Made], brought: Brought, one: Known, run: Run, settings: Settings, wish: Wish
) -> None:
    """Mail the links."""
    post, by_id = Post(settings), {person.id: person for person in brought.people}
    links = [secret for secret in made if secret.link]
    for secret in steps("Sending", links, len(links)):
        address = by_id[secret.id].email or ""
        what = Invited(secret.link or "", wish.sender or "", one.name or "", run.until.date())
        await post.send_invitation(address, what, "es" if wish.language == "es" else "en")


def tell(brought: Brought, made: list[Made], wish: Wish, result: str) -> None:
    """What came of it, with what opens the invitations unless it was mailed."""
    by_id = {person.id: person for person in brought.people}
    shown = [secret for secret in made if not (wish.sender and secret.link)]
    if wish.as_json:
        found = [invitation_shown(by_id[secret.id], secret) for secret in shown]
        print_json(
            {
                "organisations": brought.organisations,
                "people": len(brought.people),
                "invitations": found,
                "dry_run": wish.dry_run,
                "result": result,
            }
        )
        return
    for secret in shown:
        person = by_id[secret.id]
        opens = secret.link or f"code {secret.code}, PIN {secret.pin}"
        click.echo(f"{person.name}{f' <{person.email}>' if person.email else ''}: {opens}")
    click.echo(f"{brought.organisations} organisations, {len(brought.people)} people: {result}")


def invitation_shown(person: Invitee, secret: Made) -> dict[str, Any]:
    """An invitation as JSON has it."""
    return {
        "row": person.row,
        "name": person.name,
        "email": person.email,
        "link": secret.link,
        "code": secret.code,
        "pin": secret.pin,
    }
