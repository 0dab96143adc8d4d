"""What a statement should say: asked of everybody, written for oneself, shown to all at one moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest_asyncio

from tests.web.visitors import OpenHouse, plain
from workspace.charter.commands import DeclareInterest, InviteIdeas, OpenStatement, RevealIdeas

ASK = "/statements/mission/rounds"
MINE = "/rounds/r1/ideas"


@pytest_asyncio.fixture
async def house(open_house: OpenHouse) -> OpenHouse:
    """A partnership with a mission that nobody has written yet."""
    await open_house.ask(OpenStatement, {"kind": "mission"}, command="s1")
    return open_house


async def asked(house: OpenHouse, **fields: str) -> None:
    """Everybody is asked about the mission."""
    await house.ask(InviteIdeas, {"statement": "s1", **fields}, command="r1")


async def mission(house: OpenHouse, person: str, at: str = "") -> str:
    """The part of the page about what the mission should say."""
    html = await (await house.visitor(person)).text(f"/mission{at}")
    return unescape(html.split('id="meaning-mission"', 1)[1].split('id="wording-list-mission"', 1)[0])


async def test_who_leads_asks_everybody_with_a_day_and_a_time_of_their_zone(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    day = (datetime.now(UTC) + timedelta(days=3)).date()
    back = await ana.sent(ASK, day=day.isoformat(), time="18:30")
    assert back.endswith("/mission#meaning-mission")
    (asked,) = (await house.views()).charter.rounds.values()
    assert asked.reveals_at == datetime(day.year, day.month, day.day, 18, 30, tzinfo=UTC)
    page = await mission(house, "ben")
    assert "What matters to each of us?" in page
    assert asked.reveals_at.isoformat() in page


async def test_a_day_without_a_time_is_its_evening_and_no_day_is_by_hand(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    day = (datetime.now(UTC) + timedelta(days=3)).date()
    await ana.sent(ASK, day=day.isoformat(), time="")
    (asked,) = (await house.views()).charter.rounds.values()
    assert asked.reveals_at is not None
    assert asked.reveals_at.hour == 20
    await house.ask(OpenStatement, {"kind": "vision"})
    await ana.sent("/statements/vision/rounds", day="", time="")
    assert [one.reveals_at for one in (await house.views()).charter.rounds.values()][1] is None


async def test_what_is_no_day_is_said_beside_the_field_and_what_was_typed_stays(house: OpenHouse) -> None:
    ana = await house.visitor("ana")
    for day, hour in (("tomorrow", ""), ("2020-01-01", "10:00"), ("", "10:00"), ("2026-01-01", "later")):
        answer = await ana.send(ASK, day=day, time=hour)
        assert answer.status_code in (409, 422), (day, hour, plain(answer.text))
        assert f'name="day" type="date" value="{day}"' in answer.text
        assert f'name="time" type="time" value="{hour}"' in answer.text
    assert not (await house.views()).charter.rounds


async def test_everybody_gets_a_form_and_only_those_who_lead_can_show_all(house: OpenHouse) -> None:
    await asked(house)
    for person, writes, shows in (("ben", True, False), ("ana", True, True), ("ada", False, False)):
        page = await mission(house, person)
        assert ('name="first_idea"' in page) == writes, person
        assert ("Show them to everybody now" in page) == shows, person
    assert 'id="meaning-mission"' not in await (await house.visitor("olga")).text("/mission")


async def test_one_sees_ones_own_can_say_it_otherwise_and_take_it_back(house: OpenHouse) -> None:
    await asked(house)
    ben = await house.visitor("ben")
    await ben.sent(MINE, interest="Quiet nights", first_idea="Fewer alarms", second_idea="", third_idea="")
    page = await mission(house, "ben")
    assert "Quiet nights" in page
    assert 'value="Fewer alarms"' in page
    assert "1 person has written theirs." in page
    await ben.sent(MINE, interest="", first_idea="", second_idea="Rest", third_idea="")
    page = await mission(house, "ben")
    assert "Quiet nights" not in page
    assert 'name="first_idea" type="text" value="Rest"' in page
    await ben.sent(f"{MINE}/withdrawal")
    page = await mission(house, "ben")
    assert "Rest" not in page
    assert "Nobody has written anything yet." in page


async def test_an_empty_form_is_refused_kindly(house: OpenHouse) -> None:
    await asked(house)
    ben = await house.visitor("ben")
    answer = await ben.send(MINE, interest=" ", first_idea="", second_idea="", third_idea="")
    assert answer.status_code == 422
    assert "Please write at least one thing." in plain(answer.text)


async def test_all_is_shown_at_once_by_name_with_the_moment_and_the_way_on(house: OpenHouse) -> None:
    await asked(house)
    ana, ben, cleo = [await house.visitor(one) for one in ("ana", "ben", "cleo")]
    await cleo.sent(MINE, interest="Fair bills", first_idea="Count the cost")
    await ben.sent(MINE, interest="Quiet nights")
    await ana.sent(MINE, interest="Time to listen", third_idea="Short texts")
    assert "Fair bills" not in await mission(house, "ben")
    await ana.sent("/rounds/r1/reveal")
    for reader, names in (("ben", ("Ana Ruiz", "Ben Okafor", "Cleo Martín")), ("ada", ("Person", "Person"))):
        page = await mission(house, reader)
        places = [page.index(text) for text in ("Time to listen", "Quiet nights", "Fair bills")]
        assert reader == "ada" or places == sorted(places), "by name"
        said = plain(f"<main>{page.split('voices-said')[1]}</main>")
        assert all(name in said for name in names), said
        assert re.search(r'href="[^"]+/history/\d+"', page)
    assert "Ana Ruiz" not in await mission(house, "ada")
    assert "Now write a text from it, together." in await mission(house, "ben")
    assert "What matters to each of us" in await mission(house, "ben")


async def test_who_comes_too_late_keeps_what_they_wrote(house: OpenHouse) -> None:
    await asked(house)
    await house.ask(DeclareInterest, {"round": "r1", "interest": "Air"}, by="cleo", partner="payer")
    await house.ask(RevealIdeas, {"round": "r1"})
    ben = await house.visitor("ben")
    for htmx in (False, True):
        answer = await ben.send(MINE, {"interest": "Quiet nights", "first_idea": "Naps"}, htmx=htmx)
        assert answer.status_code == (422 if htmx else 409)
        assert "All ideas have been shown already" in plain(answer.text) or htmx
        assert "Quiet nights" in answer.text
        assert "Naps" in answer.text


async def test_as_it_was_before_a_page_shows_how_many_had_written_and_nothing_else(house: OpenHouse) -> None:
    await asked(house)
    ben = await house.visitor("ben")
    await ben.sent(MINE, interest="Quiet nights")
    before = (await house.views()).position
    await (await house.visitor("ana")).sent("/rounds/r1/reveal")
    page = await mission(house, "ana", f"?at={before}")
    assert "1 person has written theirs." in page
    assert "Quiet nights" not in page
    assert "<form" not in page
    assert "Quiet nights" in await mission(house, "ana", f"?at={before + 1}")


async def test_the_stage_of_a_statement_is_told_in_words(house: OpenHouse) -> None:
    def now(page: str) -> str:
        current = re.search(r'<li aria-current="step">(.*?)</li>', page)
        return plain(f"<main>{current[1]}</main>") if current else ""

    assert now(await mission(house, "ben")) == "1 What should it say? (we are here)"
    await asked(house)
    await house.ask(DeclareInterest, {"round": "r1", "interest": "Air"}, by="ben")
    await house.ask(RevealIdeas, {"round": "r1"})
    assert now(await mission(house, "ada")) == "2 Write (we are here)"
    ben = await house.visitor("ben")
    await ben.sent("/statements/mission/wordings", text="We breathe.", language="en")
    assert now(await mission(house, "ben")) == "3 Decide (we are here)"


async def test_an_unknown_round_or_statement_is_not_there(house: OpenHouse) -> None:
    ben = await house.visitor("ben")
    for path in ("/rounds/nothing/ideas", "/rounds/nothing/ideas/withdrawal", "/rounds/nothing/reveal"):
        assert (await ben.send(path)).status_code == 404
    assert (await ben.send("/statements/values/rounds")).status_code == 404
    assert (await ben.get("/statements/nothing/ideas")).status_code == 404
