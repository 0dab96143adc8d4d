"""A partnership of people who write together, with drafts that nobody has written in yet."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import uuid4

from bench.commands import MASTER
from events.log.identity import fresh_id
from events.log.keys import KeyStore
from events.log.log import Log
from events.log.plan import Done
from web.accounts import Accounts
from web.asking import TERMS
from web.door import Problem, Writer, build
from web.engine import Engine
from web.settings.addresses import beside
from workspace.acts import Act
from workspace.charter.commands import OpenDraft, OpenStatement
from workspace.partners.commands import AcceptRecordTerms, AdmitPeople, FoundPartnership

KINDS, LANGUAGES = ("mission", "vision", "purpose", "values"), ("en", "es")


class Together(NamedTuple):
    """Empty drafts, and the cookie of each writer's browser."""

    partnership: str
    people: list[str]
    drafts: list[str]
    cookies: list[str]


def together(url: str, people: int) -> Together:
    """Found a partnership of so many people, with a draft of each statement in each language."""
    return asyncio.run(founded(url, [uuid4().hex for _ in range(people)]))


async def founded(url: str, people: list[str]) -> Together:
    """The same, inside a loop."""
    log, keys = Log.open(url), KeyStore.at(beside(url, "keys"), MASTER)
    engine, accounts = Engine(log, keys), Accounts.at(beside(url, "accounts"))
    await accounts.start()
    await engine.start()
    partnership, cookies = uuid4().hex, []
    try:
        drafts = await opened(engine, keys, partnership, people)
    finally:
        await engine.stop()
    for person in people:
        account = await accounts.run(accounts.create, f"{person}@example.org")
        await accounts.run(accounts.link, account.id, partnership, person)
        cookies.append(f"everyseat={await accounts.sessions.start_for(account.id)}")
    await accounts.stop()
    log.close()
    keys.close()
    return Together(partnership, people, drafts, cookies)


async def opened(engine: Engine, keys: KeyStore, partnership: str, people: list[str]) -> list[str]:
    """Through the rules: founding, people who have read what is kept of them, statements, and drafts."""

    async def ask(kind: type, fields: dict[str, object], by: str = people[0]) -> str:
        command = fresh_id()
        made = build(kind, fields, Writer(partnership, by, command, "en"), keys)
        assert not isinstance(made, Problem), made
        act = Act(command=command, person=by, partner=by, at=datetime.now(UTC), operator=by == people[0])
        answer = await engine.submit(partnership, made, act)
        assert isinstance(answer, Done), answer
        return command

    await ask(FoundPartnership, {"name": "Writing", "display_name": "Ana"})
    await ask(AdmitPeople, {"people": people[1:], "source": "bench"})
    await asyncio.gather(*(ask(AcceptRecordTerms, {"terms": TERMS}, by=one) for one in people))
    statements = [await ask(OpenStatement, {"kind": kind}) for kind in KINDS]
    return [
        await ask(OpenDraft, {"statement": statement, "language": language})
        for statement in statements
        for language in LANGUAGES
    ]
