"""What the command line asks for, in plain words: the same in this process and over the socket."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol

import msgspec

from events.log.plan import Done
from events.log.writer import CommandReused
from web.accounts import Accounts
from web.door import Problem, Writer, build
from web.engine import Engine
from workspace.acts import Act
from workspace.commands import Command
from workspace.decider import RULES
from workspace.refusals import Refusal

CONVENER = "convener"
"""The persona of the demo that sees whatever is imported there."""
COMMANDS: dict[str, type[Command]] = {command.__name__: command for command in RULES}


class Asked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One command with its act. `kind` is the command's class, `fields` what stands in it, unsealed."""

    partnership: str
    kind: str
    fields: dict[str, Any]
    command: str
    person: str
    at: datetime
    partner: str | None = None
    language: str = "en"
    role: str | None = None
    recorded_by: str | None = None
    operator: bool = False


class Kept(msgspec.Struct, frozen=True, tag=True):
    """It holds now. `count` events from `first` on; `again`: the same was asked before."""

    first: int
    count: int
    again: bool


class Refused(msgspec.Struct, frozen=True, tag=True):
    """It may not happen, and why."""

    why: str


Answer = Kept | Refused


class Desk(Protocol):
    """Where the command line brings what it asks: an engine of its own, or the server that runs."""

    async def ask(self, asked: Sequence[Asked]) -> list[Answer]:
        """The answers, in the same order. What is asked is decided in that order too."""
        ...

    async def seat(self, email: str | None, partnership: str, person: str, language: str) -> None:
        """Let the owner of an address sign in as this person; without one, the demo's convener."""
        ...


class OwnDesk:
    """The desk of a process that writes itself."""

    def __init__(self, engine: Engine, accounts: Accounts) -> None:
        self.engine, self.accounts = engine, accounts

    async def ask(self, asked: Sequence[Asked]) -> list[Answer]:
        """Submit all of them at once, so that they share transactions."""
        return list(await asyncio.gather(*(submitted(self.engine, one) for one in asked)))

    async def seat(self, email: str | None, partnership: str, person: str, language: str) -> None:
        """Make the account if there is none, and link it. Outside the demo nobody is seated by default."""
        await self.accounts.run(self._seat, email, partnership, person, language)

    def _seat(self, email: str | None, partnership: str, person: str, language: str) -> None:
        if email is not None:
            found = [self.accounts.create(email, language).id]
        else:
            found = [one.account for one in self.accounts.personas() if one.key == CONVENER]
        for account in found:
            self.accounts.link(account, partnership, person)


def submitted(engine: Engine, asked: Asked) -> "asyncio.Future[Answer]":
    """Build the command at the door and submit it. What is wrong with it is an answer too."""
    return asyncio.ensure_future(_submit(engine, asked))


async def _submit(engine: Engine, asked: Asked) -> Answer:
    command_class = COMMANDS.get(asked.kind)
    if command_class is None:
        return Refused(f"There is no command called {asked.kind}.")
    writer = Writer(asked.partnership, asked.person, asked.command, asked.language)
    command = build(command_class, asked.fields, writer, engine.keys)
    if isinstance(command, Problem):
        where = f"{command.field}: " if command.field else ""
        return Refused(where + command.sentence.format(**command.details))
    try:
        answer = await engine.submit(
            asked.partnership, command, act_of(asked), body_hash=body_hash(asked), role=asked.role
        )
    except CommandReused:
        return Refused("Something else was asked under the same id before.")
    return told(answer)


def act_of(asked: Asked) -> Act:
    """Whose act it is, as the rules take it."""
    return Act(
        command=asked.command,
        person=asked.person,
        partner=asked.partner,
        at=asked.at,
        recorded_by=asked.recorded_by,
        operator=asked.operator,
    )


def body_hash(asked: Asked) -> bytes:
    """What is asked, without the accidents of sealing: asking the same again is recognised by it."""
    return sha256(msgspec.json.encode([asked.kind, asked.fields], order="deterministic")).digest()


def told(answer: Done | Refusal) -> Answer:
    """The engine's answer in the shape that travels."""
    if isinstance(answer, Refusal):
        return Refused(answer.sentence.format(**answer.details))
    return Kept(answer.first, answer.kept, answer.again)
