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
from workspace.charter.commands import DeclareInterest, InviteIdeas, OpenStatement, RevealIdeas
from workspace.contributions.commands import DeliverPromise, MakePromise
from workspace.decisions.commands import CastBallot, OpenDecision
from workspace.goals.commands import ProposeGoal, VoteOnGoal
from workspace.partners.commands import AcceptRecordTerms, AdmitPerson, PausePartner

NOW = timedelta()
WEEKS = timedelta(weeks=5)
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


@pytest_asyncio.fixture
async def house(migrated_sqlite_url: str, tmp_path: Any) -> AsyncIterator[OpenHouse]:
    async with opened(migrated_sqlite_url, tmp_path) as made:
        for person, partner in (("ana", None), ("ben", None), ("cleo", "payer")):
            await made.ask(AcceptRecordTerms, {"terms": 1}, by=person, partner=partner)
        yield made


async def asked(house: OpenHouse, person: str, later: timedelta = NOW) -> list[str]:
    """Where this person's asks lead, in their order; `later`, when nothing happens until then."""
    views = await house.views()
    views = views._replace(at=views.at + later)
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


async def test_what_everybody_is_asked_asks_those_who_have_not_answered(house: OpenHouse) -> None:
    await house.ask(OpenStatement, {"kind": "mission"}, command="s1")
    await house.ask(InviteIdeas, {"statement": "s1"}, command="r1")
    await house.ask(DeclareInterest, {"round": "r1", "interest": "Air"}, by="ben")
    assert await asked(house, "ben") == []
    for person in ("ana", "cleo"):
        assert await asked(house, person) == ["/mission#meaning-mission"]
    page = plain(await (await house.visitor("cleo")).text("/"))
    assert "What matters to you about our mission? 5 minutes Say what matters" in page
    assert "Needs you" not in plain(await (await house.visitor("cleo")).text("/mission"))
    await house.ask(DeclareInterest, {"round": "r1"}, by="ben")
    assert await asked(house, "ben") == ["/mission#meaning-mission"]
    await house.ask(DeclareInterest, {"round": "r1", "interest": "Rest"}, by="ana")
    await house.ask(RevealIdeas, {"round": "r1"})
    assert await asked(house, "ben") == []


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
    assert await asked(house, "ana") == []  # Who has just proposed something is not asked what they think.
    assert "2 goals wait for what you think." in plain(await (await house.visitor("ben")).text("/"))
    await house.ask(VoteOnGoal, {"goal": "g1", "vote": "unsure"}, by="ben")
    assert "1 goal waits for what you think." in plain(await (await house.visitor("ben")).text("/"))


async def test_there_are_never_more_than_three(house: OpenHouse) -> None:
    for key in ("d1", "d2", "d3", "d4"):
        await house.ask(OpenDecision, {"title": key}, command=key)
    await house.ask(ProposeGoal, {"title": "g"}, by="ana")
    await promise(house, "near", "ben", None, due=TOMORROW)
    assert await asked(house, "ben") == ["/promises/near", "/decisions/d1", "/decisions/d2"]


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


async def test_the_most_urgent_comes_first(house: OpenHouse) -> None:
    # A promise for today is late when the day is over everywhere: in 12 to 36 hours.
    soon, later = (datetime.now(UTC) + timedelta(hours=hours) for hours in (6, 60))
    await house.ask(OpenDecision, {"title": "Whenever"}, command="whenever")
    await house.ask(OpenDecision, {"title": "Later", "closes_at": later.isoformat()}, command="later")
    await house.ask(OpenDecision, {"title": "Soon", "closes_at": soon.isoformat()}, command="soon")
    assert await asked(house, "ben") == ["/decisions/soon", "/decisions/later"]
    await promise(house, "near", "ben", None, due=datetime.now(UTC).date().isoformat())
    assert await asked(house, "ben") == ["/decisions/soon", "/promises/near", "/decisions/later"]


@pytest.mark.parametrize(
    "path", ["/mission", "/goals", "/promises", "/directory", "/how-we-work", "/history"]
)
async def test_every_page_asks_and_leaves_out_what_it_is_about(house: OpenHouse, path: str) -> None:
    await house.ask(OpenDecision, {"title": "Mondays?"}, command="d1")
    ben = await house.visitor("ben")
    assert "Your voice is missing: Mondays?" in plain(await ben.text(path))
    assert "Your voice is missing" not in plain(await ben.text("/decisions/d1"))
    there = {"Referer": f"http://127.0.0.1:8400{ben.base}/decisions/d1"}
    assert "Your voice is missing" not in (await ben.get("/needs-you", **there)).text
    assert "Your voice is missing" in (await ben.get("/needs-you", Referer="http://[x")).text


async def test_what_a_socket_sends_tells_that_there_may_be_asks_and_never_which(house: OpenHouse) -> None:
    ben = await house.visitor("ben")
    before = (await house.views()).position
    await house.ask(OpenDecision, {"title": "Mondays?"}, command="d1")
    answer = await ben.get(f"/live/poll?page=how-we-work&after={before}")
    assert 'data-mine="' + ben.base + '/needs-you"' in answer.text
    assert "Mondays?" not in answer.text


async def test_silence_is_told_to_the_silent_person_alone(house: OpenHouse) -> None:
    await house.ask(ProposeGoal, {"title": "g"}, by="cleo", partner="payer", command="g1")
    assert "/directory/me/break" not in await asked(house, "ben")
    house.engine.now = lambda: datetime.now(UTC) + WEEKS
    await house.ask(VoteOnGoal, {"goal": "g1", "vote": "support"}, by="ana")
    await house.ask(VoteOnGoal, {"goal": "g1", "vote": "support"}, by="cleo", partner="payer")
    missed = "We miss your view. Too busy, unwell, or unheard?"
    ben = await house.visitor("ben")
    assert missed in plain(await ben.text("/mission"))
    for person in ("ana", "cleo", "olga", "ada"):
        other = await house.visitor(person)
        for path in ("/", "/directory", "/directory/people/ben", "/history", "/needs-you", "/goals/g1"):
            assert missed not in (await other.get(path)).text, (person, path)


async def test_a_silent_person_rests_with_one_touch_and_is_asked_no_reason(house: OpenHouse) -> None:
    await house.ask(ProposeGoal, {"title": "g"}, by="ana", command="g1")
    house.engine.now = lambda: datetime.now(UTC) + WEEKS
    ben = await house.visitor("ben")
    page = await ben.text("/goals")
    assert f'action="{ben.base}/directory/me/break"' in page
    await ben.sent("/directory/me/break")
    assert await asked(house, "ben", WEEKS) == []


async def test_who_is_silent_where_nothing_waits_is_left_in_peace(house: OpenHouse) -> None:
    assert await asked(house, "ben", WEEKS) == []
    await house.ask(ProposeGoal, {"title": "g"}, by="ana", command="g1")
    assert await asked(house, "ben") == ["/goals"]
    assert await asked(house, "ben", WEEKS) == ["/goals", "/directory/me/break"]


async def test_nobody_pauses_an_organisation_for_the_others_who_act_for_it(house: OpenHouse) -> None:
    await house.ask(ProposeGoal, {"title": "g"}, by="ana", command="g1")
    assert await asked(house, "cleo", WEEKS) == ["/goals", "/directory/me/break"]
    members = (await house.views()).directory.partners["payer"].members
    members["ben"] = members["cleo"]
    assert await asked(house, "cleo", WEEKS) == ["/goals", "/directory/me"]
