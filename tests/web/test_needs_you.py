"""What needs a reader: at most three asks, for those who may act, in the order of who waits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from tests.web.visitors import OpenHouse, opened, plain
from web.asking import asks
from web.reader import reader_for
from workspace.contributions.commands import DeliverPromise, MakePromise
from workspace.decisions.commands import CastBallot, OpenDecision
from workspace.goals.commands import ProposeGoal, VoteOnGoal
from workspace.partners.commands import AcceptRecordTerms, AdmitPerson, PausePartner

TOMORROW = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


@pytest_asyncio.fixture
async def house(migrated_sqlite_url: str, tmp_path: Any) -> AsyncIterator[OpenHouse]:
    async with opened(migrated_sqlite_url, tmp_path) as made:
        for person, partner in (("ana", None), ("ben", None), ("cleo", "payer")):
            await made.ask(AcceptRecordTerms, {"terms": 1}, by=person, partner=partner)
        yield made


async def asked(house: OpenHouse, person: str) -> list[str]:
    """Where this person's asks lead, in their order."""
    views = await house.views()
    reader = reader_for(
        account="", person=person, views=views, language="en", zone="UTC", csrf="", wanted_partner=None
    )
    assert reader is not None
    return [one.href for one in asks(views, reader)]


async def promise(house: OpenHouse, key: str, by: str, partner: str | None, **fields: str) -> None:
    given = {"kind": "data", "title": key, **fields}
    await house.ask(MakePromise, given, by=by, partner=partner, command=key)


async def test_nothing_is_asked_where_nothing_waits(house: OpenHouse) -> None:
    assert await asked(house, "ben") == []
    assert "Needs you" not in plain(await (await house.visitor("ben")).text("/"))


async def test_an_open_decision_asks_until_one_has_voted(house: OpenHouse) -> None:
    await house.ask(OpenDecision, {"title": "Mondays?", "method": "majority"}, command="d1")
    assert await asked(house, "ben") == ["/decisions/d1"]
    page = plain(await (await house.visitor("ben")).text("/"))
    assert "Your voice is missing: Mondays? 2 minutes Vote" in page
    await house.ask(CastBallot, {"decision": "d1", "choice": "yes"}, by="ben")
    assert await asked(house, "ben") == []


async def test_a_delivery_asks_another_partner_for_a_look_and_never_its_own(house: OpenHouse) -> None:
    await promise(house, "p1", "cleo", "payer")
    await house.ask(DeliverPromise, {"pledge": "p1"}, by="cleo", partner="payer")
    assert await asked(house, "ben") == ["/promises/p1"]
    assert await asked(house, "cleo") == []


async def test_a_promise_asks_only_when_its_day_is_near(house: OpenHouse) -> None:
    await promise(house, "far", "ben", None, due="2100-01-01")
    await promise(house, "open", "ben", None)
    assert await asked(house, "ben") == []
    await promise(house, "near", "ben", None, due=TOMORROW)
    assert await asked(house, "ben") == ["/promises/near"]
    assert await asked(house, "ana") == []


async def test_goals_are_asked_about_together(house: OpenHouse) -> None:
    for key in ("g1", "g2"):
        await house.ask(ProposeGoal, {"title": key}, by="ana", command=key)
    assert await asked(house, "ben") == ["/goals"]
    assert "2 goals wait for what you think." in plain(await (await house.visitor("ben")).text("/"))
    await house.ask(VoteOnGoal, {"goal": "g1", "vote": "unsure"}, by="ben")
    assert "1 goal waits for what you think." in plain(await (await house.visitor("ben")).text("/"))


async def test_there_are_never_more_than_three(house: OpenHouse) -> None:
    for key in ("d1", "d2", "d3", "d4"):
        await house.ask(OpenDecision, {"title": key}, command=key)
    await house.ask(ProposeGoal, {"title": "g"}, by="ana")
    await promise(house, "near", "ben", None, due=TOMORROW)
    assert await asked(house, "ben") == ["/decisions/d1", "/decisions/d2", "/promises/near"]


@pytest.mark.parametrize("person", ["olga", "ada"])
async def test_those_who_look_are_asked_for_nothing(house: OpenHouse, person: str) -> None:
    await house.ask(OpenDecision, {"title": "Mondays?"}, command="d1")
    await house.ask(ProposeGoal, {"title": "g"}, by="ana")
    assert await asked(house, person) == []
    visitor = await house.visitor(person)
    assert "Needs you" not in plain(await visitor.text("/"))
    assert (await visitor.text("/needs-you")).strip() == "<span hidden></span>"


async def test_who_takes_a_break_is_asked_for_nothing(house: OpenHouse) -> None:
    await house.ask(OpenDecision, {"title": "Mondays?"}, command="d1")
    await house.ask(PausePartner, {}, by="ben")
    assert await asked(house, "ben") == []


async def test_a_replay_asks_for_nothing(house: OpenHouse) -> None:
    await house.ask(OpenDecision, {"title": "Mondays?"}, command="d1")
    at = (await house.views()).position
    assert "Needs you" not in plain(await (await house.visitor("ben")).text(f"/?at={at}"))


async def test_what_somebody_wrote_is_escaped_in_an_ask(house: OpenHouse) -> None:
    await house.ask(OpenDecision, {"title": "<img src=x onerror=alert(1)>{title}"}, command="d1")
    page = await (await house.visitor("ben")).text("/")
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;{title}" in page


async def test_who_is_new_is_asked_to_read_what_is_kept(house: OpenHouse) -> None:
    await house.ask(AdmitPerson, {"person": "dora", "display_name": "Dora"})
    assert await asked(house, "dora") == ["/how-we-work#kept"]
    dora = await house.visitor("dora")
    assert "what is kept here for ever" in plain(await dora.text("/"))
    assert "Needs you" not in plain(await dora.text("/how-we-work"))
    await dora.sent("/how-we-work/terms")
    assert await asked(house, "dora") == []
