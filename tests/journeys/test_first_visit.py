"""Join, read the mission, vote, propose a goal, promise, confirm, pause: by keyboard, by phone, without
JavaScript and where sockets are blocked; in English and in Spanish; with no help but the visible words.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import pytest_asyncio
from playwright.async_api import Page

from events.vocabulary import BY_CLASS
from tests.journeys.browser import axe_violations, complaints
from tests.journeys.conftest import NewPage
from tests.journeys.first_visit import FirstVisit
from tests.journeys.hands import Finger, Hand, Keys
from tests.journeys.house import House, standing
from tests.journeys.refusing import refusing
from workspace.charter.commands import OpenStatement, ProposeWording
from workspace.commands import Command
from workspace.contributions.commands import DeliverPromise, MakePromise
from workspace.decisions.commands import CastBallot, CloseDecision, OpenDecision
from workspace.goals.commands import ProposeGoal
from workspace.partners.commands.joining import InvitePartner

MISSION = "We breathe easier together, in every street of the valley."
QUESTION = "Shall we meet on Mondays?"
DRIVES = "Drive two people to the meeting"
PARTNERSHIP = "Easy breathing"
ACTS = [
    "MemberAdmitted", "PartnerJoined", "InvitationAccepted", "RecordTermsAccepted",
    "BallotCast", "GoalProposed", "ContributionPledged", "DeliveryConfirmed", "PartnerPaused",
]  # fmt: skip
TOUCHES = {
    "join": 6, "read the mission": 1, "vote": 2, "propose a goal": 5, "promise": 6, "confirm": 2, "pause": 3,
}  # fmt: skip
"""So many touches at most; letters do not count."""
KEYS = {
    "join": 45, "read the mission": 12, "vote": 16, "propose a goal": 26, "promise": 30, "confirm": 16,
    "pause": 26,
}  # fmt: skip
"""So many keys at most, with all the Tab keys on the way."""


class Way(NamedTuple):
    """How somebody comes."""

    width: int = 1280
    javascript: bool = True
    keyboard: bool = False
    sockets: bool = True


WAYS = {
    "by keyboard": Way(keyboard=True),
    "by phone": Way(width=360),
    "without JavaScript": Way(width=360, javascript=False),
    "where sockets are blocked": Way(sockets=False),
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def on_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """One server for all walks: each walk has a partnership of its own in it."""
    folder = tmp_path_factory.mktemp("first-visit")
    shutil.copytree(sqlite_template, folder / "tables")
    async with standing(f"sqlite:///{folder / 'tables' / 'everyseat.sqlite'}", folder) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def on_postgresql(migrated_postgresql_url: str, tmp_path: Path) -> AsyncIterator[House]:
    """The same on the other database."""
    async with standing(migrated_postgresql_url, tmp_path) as opened:
        yield opened


async def prepared(server: House) -> House:
    """A partnership of its own: an agreed mission, a goal, and something done that nobody has confirmed."""
    house = await House(server.app, server.settings).found()
    adopting = {"subject": {"kind": "wording", "id": "w1"}, "electorate_kind": "members"}
    steps: list[tuple[type[Command], Mapping[str, Any], str, str]] = [
        (OpenStatement, {"kind": "mission"}, "s1", "ana"),
        (ProposeWording, {"statement": "s1", "text": MISSION}, "w1", "ana"),
        (
            OpenDecision,
            {"title": "Our mission?", **adopting},
            "d1",
            "ana",
        ),
        (CastBallot, {"decision": "d1", "choice": "no objection"}, "ana-votes", "ana"),
        (CastBallot, {"decision": "d1", "choice": "no objection"}, "ben-votes", "ben"),
        (CloseDecision, {"decision": "d1", "why": "all have voted"}, "closed", "ana"),
        (ProposeGoal, {"title": "A bus to the clinic"}, "g1", "ben"),
        (MakePromise, {"kind": "volunteer time", "title": DRIVES}, "p1", "ben"),
        (DeliverPromise, {"pledge": "p1", "evidence": "Ana was in the car."}, "done", "ben"),
    ]
    for kind, fields, command, by in steps:
        await house.ask(kind, fields, by=by, command=command)
    return house


async def invited(house: House, language: str) -> str:
    """The address of the link that somebody gets by mail."""
    until = datetime.now(UTC) + timedelta(days=14)
    await house.ask(InvitePartner, {"until": until.isoformat()}, command="i1")
    made = house.app.state.accounts.invitations.make(
        house.partnership, "i1", f"{house.partnership}@example.net", None, "member", until, language
    )
    return f"/join/link/{made.token}"


async def acts_of_the_newcomer(house: House, after: int) -> list[str]:
    """What the record says that the one who came did, in order."""
    told = await house.engine.history(house.partnership, after)
    (newcomer,) = {one.header.person for one in told} - {"ana", "ben", "cleo", "olga", "ada", None}
    return [BY_CLASS[type(one.event)].name for one in told if one.header.person == newcomer]


def looker(page: Page, way: Way, *, axe: bool) -> Callable[[str], Awaitable[None]]:
    """What is looked at on every page: nothing is cut off, and everybody can use it."""

    async def look(what: str) -> None:
        wide: int = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= way.width, f"{what}: {page.url} is {wide} wide"
        if axe:
            assert await axe_violations(page) == [], what

    return look


async def walk(house: House, page: Page, way: Way, language: str, address: str) -> FirstVisit:
    """The seven things, one after the other. Ana puts a question as soon as the newcomer has joined."""
    hand: Hand = Keys(page) if way.keyboard else Finger(page, glass=way.width == 360)
    look = looker(page, way, axe=way.javascript and language == "en")
    visit = FirstVisit(page, hand, language, look, narrow=way.width == 360)
    await visit.join(address + await invited(house, language), PARTNERSHIP)
    await house.ask(OpenDecision, {"title": QUESTION, "electorate_kind": "members"}, command="d2")
    await visit.read_the_mission(MISSION)
    await visit.vote(QUESTION)
    await visit.propose_a_goal()
    await visit.promise()
    await visit.confirm(DRIVES)
    await visit.pause()
    return visit


async def come(server: House, new_page: NewPage, way: Way, language: str) -> None:
    """One first visit from the link to the pause, and what it leaves behind."""
    house = await prepared(server)
    before = (await house.views()).position
    phone = way.width == 360
    page = await new_page(
        way.width, 740 if phone else 800, javascript=way.javascript, locale=language, touch=phone
    )
    async with refusing(server.settings.base_url) as proxy:
        address = server.settings.base_url if way.sockets else proxy.url
        visit = await walk(house, page, way, language, address)
        heard = list(complaints(page))
    assert bool(proxy.refused) != way.sockets, "whether a socket was refused on the way"
    assert await acts_of_the_newcomer(house, before) == ACTS
    most = KEYS if way.keyboard else TOUCHES
    too_long = {task: count for task, count in visit.effort.items() if count > most[task]}
    assert not too_long, f"too long: {too_long}; all: {visit.effort}"
    assert [one for one in heard if way.sockets or not ("WebSocket" in one or "403" in one)] == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("way", WAYS)
async def test_a_first_visit_is_done_with_the_visible_words_alone(
    on_sqlite: House, new_page: NewPage, way: str, language: str
) -> None:
    await come(on_sqlite, new_page, WAYS[way], language)


async def test_a_first_visit_by_phone_is_the_same_on_the_other_database(
    on_postgresql: House, new_page: NewPage
) -> None:
    await come(on_postgresql, new_page, WAYS["by phone"], "es")
