"""`everyseat import`."""

from collections.abc import Sequence
from pathlib import Path

import click

from web.command_line import looping
from web.command_line.bringing_in import Target, ask_for_missing, at_the_desk, refuse_refused, said
from web.command_line.opening import database_option
from web.command_line.progress import Bar
from web.command_line.rostering import import_roster
from web.command_line.saying import in_sentences, speaking
from web.control import Asked
from web.imports import coalition, polis
from web.imports.founding import new_run
from web.imports.polis_files import Conversation, read_conversation

FOLDER = click.Path(path_type=Path)
convener_option = click.option(
    "--convener", metavar="EMAIL", help="Whose address may sign in as the convener of a new partnership."
)
language_option = click.option(
    "--language", default="en", show_default=True, help="The language of the texts (BCP 47)."
)
SEATS = "\n".join(
    f"  {kind:<17} {group}, {category}" for kind, (group, category) in coalition.CATEGORIES.items()
)


@click.group("import")
def importing() -> None:
    """Bring in what was kept elsewhere. Running an import again adds nothing."""


importing.add_command(import_roster)


@importing.command("polis")
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option("--partnership", required=True, metavar="NAME", help="Its name or id; founded if new.")
@click.option("--agree-is", type=click.Choice(["1", "-1"]), help="What means agree in this export [1].")
@language_option
@convener_option
@database_option
@speaking
def import_polis(
    folder: Path,
    partnership: str,
    agree_is: str | None,
    language: str,
    convener: str | None,
    database: str | None,
) -> None:
    """Import a Polis conversation: comments.csv and votes.csv (plain or .gz) of the folder DIR.

    Each comment becomes a goal that its author proposed, each vote a vote on it: agree is support, pass
    is not sure, disagree is against. Polis's own columns and the cleaned ones are understood.
    """
    with Bar("Reading", None) as bar:
        conversation = read_conversation(folder, int(agree_is) if agree_is else None, bar.advance)
    looping.run(bring_conversation(conversation, Target(partnership, language, convener, database)))


async def bring_conversation(conversation: Conversation, target: Target) -> None:
    """Admit whoever is new, ask for goals and votes in order, and say what came of it."""
    run = new_run("polis")
    with in_sentences():
        async with at_the_desk(target) as opened:

            def admission(left: Sequence[Asked]) -> Asked:
                return polis.admission(opened.partnership, sorted({one.person for one in left}), run)

            asked = polis.plan(opened.partnership, conversation, target.language, run)
            result, seconds = await ask_for_missing(opened, asked, admission)
    voters = len({one.voter for one in conversation.votes})
    read = f"{len(conversation.comments)} comments, {voters} voters, {len(conversation.votes)} votes"
    click.echo(f"{read}: {said(result, len(asked), seconds)}")
    refuse_refused(result)


@importing.command(
    "coalition",
    help=f"""Import a coalition survey: organisations.csv and the three lists of ties in the folder DIR.

    Each organisation gets a place at the table, by its stakeholder_category:

    \b
{SEATS}
    """,
)
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option("--partnership", metavar="NAME", help="Its name or id [the folder's name].")
@language_option
@convener_option
@database_option
@speaking
def import_coalition(
    folder: Path, partnership: str | None, language: str, convener: str | None, database: str | None
) -> None:
    """Import a coalition survey."""
    read = coalition.read_coalition(folder)
    looping.run(bring_coalition(read, Target(partnership or read.name, language, convener, database)))


async def bring_coalition(read: coalition.Coalition, target: Target) -> None:
    """Ask for places and ties, and say what came of it."""
    with in_sentences():
        async with at_the_desk(target) as opened:
            asked = coalition.plan(opened.partnership, read, target.language, new_run("coalition"))
            result, _ = await ask_for_missing(opened, asked)
    ties = ", ".join(f"{len(ties)} ties of {kind}" for kind, ties in read.ties.items())
    click.echo(f"{len(read.organisations)} organisations, {ties}: {said(result, len(asked), 0)}")
    refuse_refused(result)
