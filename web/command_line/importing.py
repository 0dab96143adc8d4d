"""`everyseat import`."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import click

from web.command_line.bringing_in import Target, at_the_desk, must, refuse_refused
from web.command_line.opening import database_option
from web.command_line.progress import Bar
from web.command_line.saying import in_sentences, speaking
from web.control import Asked, Desk
from web.imports import polis
from web.imports.carrying_out import Result, carry_out, not_yet_done
from web.imports.polis_files import Conversation, read_conversation

FOLDER = click.Path(path_type=Path)
convener_option = click.option(
    "--convener", metavar="EMAIL", help="Whose address may sign in as the convener of a new partnership."
)


@click.group("import")
def importing() -> None:
    """Bring in what was kept elsewhere. Running an import again adds nothing."""


@importing.command("polis")
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--partnership", required=True, metavar="NAME", help="Its name or id; founded if there is none."
)
@click.option("--language", default="en", show_default=True, help="The language of the comments (BCP 47).")
@click.option(
    "--agree-is",
    type=click.Choice(["1", "-1"]),
    help="What means agree in this export [1, as Polis writes it].",
)
@convener_option
@database_option
@speaking
def import_polis(
    folder: Path,
    partnership: str,
    language: str,
    agree_is: str | None,
    convener: str | None,
    database: str | None,
) -> None:
    """Import a Polis conversation: comments.csv and votes.csv (plain or .gz) of the folder DIR.

    Each comment becomes a goal that its author proposed, each vote a vote on it: agree is support, pass
    is not sure, disagree is against. Polis's own columns and the cleaned ones are understood.
    """
    with Bar("Reading", None) as bar:
        conversation = read_conversation(folder, int(agree_is) if agree_is else None, bar.advance)
    asyncio.run(bring_in(conversation, Target(partnership, language, convener, database)))


async def bring_in(conversation: Conversation, target: Target) -> None:
    """Ask for everything that is not there yet, and say what came of it."""
    with in_sentences():
        async with at_the_desk(target, polis.partnership_id) as (desk, log, partnership, is_new):
            if is_new:
                await must(desk, polis.founding(partnership, target.name, target.language))
            run = polis.new_run("polis")
            plan = polis.plan(partnership, conversation, target.language, run)
            left = not_yet_done(log, partnership, plan.asked)
            began = monotonic()
            result = await carry_out_with_admission(desk, partnership, left, run)
    report(conversation, len(plan.asked), result, monotonic() - began)
    refuse_refused(result)


async def carry_out_with_admission(desk: Desk, partnership: str, left: Sequence[Asked], run: str) -> Result:
    """Admit whoever the rest is about, then ask for it in order."""
    if not left:
        return Result()
    people = sorted({one.person for one in left})
    await must(desk, polis.admission(partnership, people, run))
    with Bar("Importing", len(left)) as bar:
        return await carry_out(desk, left, bar.advance)


def report(conversation: Conversation, asked: int, result: Result, seconds: float) -> None:
    """One line with what there was, what was new, and how quick it went."""
    voters = len({one.voter for one in conversation.votes})
    speed = f"{result.new / seconds:,.0f} a second" if result.new and seconds else "nothing to do"
    click.echo(
        f"{len(conversation.comments)} comments, {voters} voters, {len(conversation.votes)} votes: "
        f"{result.new} new, {asked - result.new - result.refused} known already ({speed})."
    )
