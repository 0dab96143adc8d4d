"""What follows when a draft was closed: the record commits to its steps; a crash in between is made good.

A closing writes its rows, destroys the key of what came before, and then tells the record. Whatever a crash
leaves of that is done when a server starts. Each part may be done by several servers, and happens once.
"""

import asyncio
import logging

from web.drafting.keeping import Keeping
from web.drafting.sealing import letters_left, root
from web.engine import Engine
from web.engine.due_work import CLOCK
from workspace.acts import Act
from workspace.charter.commands import SealDraft
from workspace.refusals import Refusal

logger = logging.getLogger(__name__)


async def put_on_record(engine: Engine, keeping: Keeping, since: int) -> None:
    """Have the record commit to all that was written up to a closing; `since` is its first row."""
    position = last_row(since)
    leaves = await asyncio.to_thread(keeping.leaves, position)
    left = await asyncio.to_thread(letters_left, keeping, since)
    command = SealDraft(draft=keeping.draft, position=position, root=root(leaves), letters=left)
    at = engine.writer.clock.now()
    act = Act(command=command_id(keeping.draft, since), person=CLOCK, at=at, clock=True)
    answer = await engine.submit(keeping.partnership, command, act)
    if isinstance(answer, Refusal):
        logger.error("a draft could not be closed", extra={"draft": keeping.draft})


async def finish(engine: Engine, keeping: Keeping, since: int) -> None:
    """Do what is left to do of a closing."""
    await asyncio.to_thread(keeping.destroy_before, since)
    wanted = command_id(keeping.draft, since)
    if not await asyncio.to_thread(engine.log.commands, keeping.partnership, [wanted]):
        await put_on_record(engine, keeping, since)


def command_id(draft: str, since: int) -> str:
    """The command of one closing, whichever server gives it."""
    return f"{draft}-{last_row(since)}"


def last_row(since: int) -> int:
    """A closing has two rows: the versions, and the text."""
    return since + 1
