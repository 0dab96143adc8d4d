"""A partnership that lives: people with accounts and sessions, goals, and as many votes as wanted."""

from __future__ import annotations

import asyncio
import base64
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple
from uuid import uuid4

from bench.commands import MASTER
from bench.filling import stored_event
from events.goals import GoalVoted
from events.log.identity import fresh_id
from events.log.keys import KeyStore
from events.log.log import Log
from events.log.plan import Done
from events.log.records import Append, CommandRow
from web.accounts import Accounts
from web.asking import TERMS
from web.door import Problem, Writer, build
from web.engine import Engine
from web.settings.addresses import beside
from workspace.acts import Act
from workspace.goals.commands import ProposeGoal
from workspace.partners.commands import (
    AcceptRecordTerms,
    AdmitOrganisation,
    AdmitPeople,
    FoundPartnership,
)

GOALS, PEOPLE, ACCOUNTS = 20, 300, 21
ENVIRONMENT = {
    "EVERYSEAT_SECRET": base64.b64encode(bytes(range(32, 64))).decode(),
    "EVERYSEAT_MASTER_KEY": base64.b64encode(MASTER).decode(),
    "EVERYSEAT_MAIL_URL": "print",
    "PYTHONDONTWRITEBYTECODE": "",
}
"""What is started has its secrets, and finds its modules compiled, as on any machine after the first time."""


class Seeded(NamedTuple):
    """What a visitor needs: the partnership, its goals, and the cookies of signed-in browsers."""

    partnership: str
    goals: list[str]
    cookies: list[str]


@cache
def seed(url: str, size: int, *, goals: int = GOALS, people: int = PEOPLE) -> Seeded:
    """Found a partnership and fill its log to `size` events, once for all lines that want the same."""
    return asyncio.run(seeded(url, size, goals, people))


async def seeded(url: str, size: int, goal_count: int, people_count: int) -> Seeded:
    """The same, inside a loop."""
    log, keys = Log.open(url), KeyStore.at(beside(url, "keys"), MASTER)
    engine, accounts = Engine(log, keys), Accounts.at(beside(url, "accounts"))
    await accounts.start()
    await engine.start()
    partnership, goals = uuid4().hex, [uuid4().hex for _ in range(goal_count)]
    people = [uuid4().hex for _ in range(people_count)]
    try:
        await populate(engine, keys, partnership, people, goals)
    finally:
        await engine.stop()
    vote_up_to(log, partnership, people, goals, size)
    cookies = []
    for person in people[:ACCOUNTS]:
        account = await accounts.run(accounts.create, f"{person}@example.org")
        await accounts.run(accounts.link, account.id, partnership, person)
        cookies.append(f"everyseat={await accounts.sessions.start_for(account.id)}")
    await accounts.stop()
    log.close()
    keys.close()
    return Seeded(partnership, goals, cookies)


async def populate(
    engine: Engine, keys: KeyStore, partnership: str, people: list[str], goals: list[str]
) -> None:
    """Through the rules: founding, organisations, people and goals."""

    async def ask(kind: type, fields: dict[str, object], command: str = "", by: str = people[0]) -> None:
        command = command or fresh_id()
        made = build(kind, fields, Writer(partnership, by, command, "en"), keys)
        assert not isinstance(made, Problem), made
        act = Act(command=command, person=by, partner=by, at=datetime.now(UTC), operator=by == people[0])
        answer = await engine.submit(partnership, made, act)
        assert isinstance(answer, Done), answer

    await ask(FoundPartnership, {"name": "Measured", "display_name": "Ana"})
    for number in range(12):
        name, category = f"Organisation {number}", "representative organisation"
        await ask(AdmitOrganisation, {"name": name, "group": "stakeholders", "category": category})
    await ask(AdmitPeople, {"people": people[1:], "source": "bench"})
    for person in people[:ACCOUNTS]:
        await ask(AcceptRecordTerms, {"terms": TERMS}, by=person)
    for number, goal in enumerate(goals):
        await ask(ProposeGoal, {"title": f"Goal {number}: everybody can walk to a shop"}, goal)


def vote_up_to(log: Log, partnership: str, people: list[str], goals: list[str], size: int) -> None:
    """Straight into the log: everybody votes on everything, again and again."""
    begun = log.head(partnership).position
    for start in range(begun + 1, size + 1, 5_000):
        batch = []
        for position in range(start, min(start + 5_000, size + 1)):
            vote = GoalVoted(
                goal=goals[position % len(goals)], vote=("support", "unsure", "against")[position % 7 % 3]
            )
            person = people[position // len(goals) % len(people)]
            batch.append(stored_event(partnership, position, person, vote))
        row = CommandRow(uuid4().hex, "bench", b"h" * 32, start, len(batch))
        log.append_many([Append(partnership, start - 1, datetime.now(UTC), batch, [row])])
