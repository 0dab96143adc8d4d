"""What all imports do: find or found the partnership, and stop where something is refused."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

from events.log.log import Log
from web.command_line.opening import keys_for_reading, writing
from web.command_line.partnerships import named
from web.command_line.saying import Stop, note
from web.control import Asked, Desk, Refused
from web.imports.carrying_out import Result
from web.settings import load_settings


class Target(NamedTuple):
    """Where an import goes to."""

    name: str
    language: str
    convener: str | None
    database: str | None


class Opened(NamedTuple):
    """Desk and log, and the partnership; `is_new` if nobody has founded it yet."""

    desk: Desk
    log: Log
    partnership: str
    is_new: bool


@asynccontextmanager
async def at_the_desk(target: Target, id_of: Callable[[str], str]) -> AsyncIterator[Opened]:
    """Open for writing, and find the partnership by id or name. A new one gets an id made of its name."""
    settings = load_settings(database=target.database)
    async with writing(settings) as desk:
        with Log.open(settings.database_url, read_only=True) as log:
            found = named(log, keys_for_reading(settings), target.name)
            if len(found) > 1:
                ids = ", ".join(one.id for one in found)
                raise Stop(
                    f"{len(found)} partnerships are called {target.name!r}. Name one by its id: {ids}."
                )
            partnership = found[0].id if found else id_of(target.name)
            yield Opened(desk, log, partnership, not found)


async def must(desk: Desk, asked: Asked) -> None:
    """Ask for something that everything after it needs."""
    (answer,) = await desk.ask([asked])
    if isinstance(answer, Refused):
        raise Stop(answer.why)


def refuse_refused(result: Result) -> None:
    """Stop with the first reason if something was refused."""
    if result.refused:
        note(f"{result.refused} were not taken. The first reason: {result.why}")
        raise Stop("Everything else is kept. Running the import again tries only what is missing.")
