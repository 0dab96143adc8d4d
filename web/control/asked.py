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
from web.accounts.rostered import invited_before, seated
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


class ToInvite(msgspec.Struct, frozen=True):
    """Somebody for whom an invitation stands in the record already, and what opens it is still to be made."""

    id: str
    address: str | None
    partner: str | None
    until: datetime
    language: str


class Made(msgspec.Struct, frozen=True):
    """What opens an invitation: a link, or a code with its PIN."""

    id: str
    link: str | None
    code: str | None
    pin: str | None


class Desk(Protocol):
    """Where the command line brings what it asks: an engine of its own, or the server that runs."""

    async def ask(self, asked: Sequence[Asked]) -> list[Answer]:
        """The answers, in the same order. What is asked is decided in that order too."""
        ...

    async def seat(self, email: str | None, partnership: str, person: str, language: str) -> None:
        """Let the owner of an address sign in as this person; without one, the demo's convener."""
        ...

    async def appoint(self, email: str, language: str) -> str:
        """Make the owner of an address an administrator; a link with which they sign in, once."""
        ...

    async def seated(self, partnership: str, addresses: Sequence[str]) -> list[str]:
        """Those of the addresses with which somebody is in the partnership already."""
        ...

    async def invite(self, partnership: str, people: Sequence[ToInvite]) -> list[Made]:
        """What opens these invitations, for those that never had anything that does."""
        ...


class OwnDesk:
    """The desk of a process that writes itself."""

    def __init__(self, engine: Engine, accounts: Accounts, address: str) -> None:
        self.engine, self.accounts, self.address = engine, accounts, address

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

    async def appoint(self, email: str, language: str) -> str:
        """Make the account if there is none, and a link that works once, for ten minutes."""
        account = await self.accounts.run(self.accounts.create, email, language)
        await self.accounts.run(self.accounts.foundings.appoint, account.id)
        token = await self.accounts.run(self.accounts.links.make, account.id)
        return f"{self.address}/sign-in/link/{token}"

    async def seated(self, partnership: str, addresses: Sequence[str]) -> list[str]:
        """Those of the addresses with which somebody is in the partnership already."""
        found = await self.accounts.run(seated, self.accounts.store, partnership, addresses)
        return sorted(found)

    async def invite(self, partnership: str, people: Sequence[ToInvite]) -> list[Made]:
        """Make what is missing; what was made before is known to nobody and stays."""
        before = await self.accounts.run(invited_before, self.accounts.store, partnership)
        return [await self._made(partnership, one) for one in people if one.id not in before]

    async def _made(self, partnership: str, one: ToInvite) -> Made:
        secret = await self.accounts.run(
            self.accounts.invitations.make,
            *(partnership, one.id, one.address, one.partner, "member", one.until, one.language),
        )
        link = f"{self.address}/join/link/{secret.token}" if secret.token else None
        return Made(one.id, link, secret.code, secret.pin)


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
