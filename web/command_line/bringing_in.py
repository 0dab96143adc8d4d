"""What all imports do: find or found the partnership, ask for what is missing, say what came of it."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from time import monotonic
from typing import NamedTuple

from events.log.log import Log
from web.command_line.opening import keys_for_reading, writing
from web.command_line.partnerships import named, several
from web.command_line.progress import Bar
from web.command_line.saying import Stop, note
from web.control import Asked, Desk, Refused
from web.imports.carrying_out import Result, carry_out, not_yet_done
from web.imports.founding import founding, operator_of, partnership_id
from web.settings import load_settings


class Target(NamedTuple):
    """Where an import goes to, and who may sign in as the convener of what it founds."""

    name: str
    language: str
    convener: str | None
    database: str | None


class Opened(NamedTuple):
    """Where to ask, where to look things up, and the partnership."""

    desk: Desk
    log: Log
    partnership: str


@asynccontextmanager
async def at_the_desk(target: Target) -> AsyncIterator[Opened]:
    """Open for writing, and find the partnership by id or name, or found it."""
    settings = load_settings(database=target.database)
    async with writing(settings) as desk:
        with Log.open(settings.database_url, read_only=True) as log:
            keys = keys_for_reading(settings)
            found = named(log, keys, target.name)
            keys.close()
            if len(found) > 1:
                raise several(target.name, found)
            partnership = found[0].id if found else partnership_id(target.name)
            if not found:
                await must(desk, founding(partnership, target.name, target.language))
            if not found or target.convener:
                await seat(desk, partnership, target, is_new=not found)
            yield Opened(desk, log, partnership)


async def seat(desk: Desk, partnership: str, target: Target, *, is_new: bool) -> None:
    """Let somebody in: only in what an import founded, or it would give away another's seat."""
    if not is_new and partnership != partnership_id(target.name):
        raise Stop("This partnership was not founded by an import; its own conveners invite people there.")
    await desk.seat(target.convener, partnership, operator_of(partnership), target.language)


async def must(desk: Desk, asked: Asked) -> None:
    """Ask for something that everything after it needs."""
    (answer,) = await desk.ask([asked])
    if isinstance(answer, Refused):
        raise Stop(answer.why)


async def ask_for_missing(
    opened: Opened, asked: Sequence[Asked], before: Callable[[Sequence[Asked]], Asked] | None = None
) -> tuple[Result, float]:
    """Ask for what was not asked for before, in order; the result, and how many seconds it took."""
    left = not_yet_done(opened.log, opened.partnership, asked)
    began = monotonic()
    if not left:
        return Result(), 0.0
    if before is not None:
        await must(opened.desk, before(left))
    with Bar("Importing", len(left)) as bar:
        return await carry_out(opened.desk, left, bar.advance), monotonic() - began


def said(result: Result, asked: int, seconds: float) -> str:
    """What was new, what was known, and how quick it went."""
    speed = f" ({result.new / seconds:,.0f} a second)" if result.new and seconds else ""
    return f"{result.new} new, {asked - result.new - result.refused} known already{speed}."


def refuse_refused(result: Result) -> None:
    """Stop with the first reason if something was refused."""
    if result.refused:
        note(f"{result.refused} were not taken. The first reason: {result.why}")
        raise Stop("Everything else is kept. Running the import again tries only what is missing.")
