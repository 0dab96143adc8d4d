"""How the partnership begins, on "How we work" and on the table, and saying it anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.web.visitors import OpenHouse, plain
from web.pages.beginning import win_context
from web.reader import Audience
from workspace.leadership.commands import ChooseQuickWin

SOON = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()


async def test_whoever_convenes_says_how_it_begins_and_everybody_reads_it(open_house: OpenHouse) -> None:
    ana, ben = await open_house.visitor("ana"), await open_house.visitor("ben")
    await ana.sent("/how-we-work/approach", we="network", approach="small", affected="Us", why="Trust first")
    await ana.sent("/how-we-work/waves", number="1", categories="patient")
    await ana.sent("/how-we-work/waves", number="2", categories="payer", by="2027-05-31")
    await ana.sent("/how-we-work/quick-win", title="Walk together", due=SOON)
    said = plain(await ben.text("/how-we-work"))
    for words in (
        "network",
        "starting small",
        "Trust first",
        "From the start Patient",
        "Payer by May 31",
    ):
        assert words in said, words
    assert "Say how we begin" not in said
    assert "Walk together" in plain(await ben.text("/"))


async def test_onlookers_do_not_read_who_is_planned_when(open_house: OpenHouse) -> None:
    ana, olga = await open_house.visitor("ana"), await open_house.visitor("olga")
    await ana.sent("/how-we-work/approach", we="coalition", approach="large")
    await ana.sent("/how-we-work/waves", number="1", categories="purchaser")
    said = plain(await olga.text("/how-we-work"))
    assert "coalition" in said
    assert "Purchaser" not in said


@pytest.mark.parametrize("who", ["ben", "olga", "ada"])
async def test_nobody_else_finds_or_sends_the_forms(open_house: OpenHouse, who: str) -> None:
    visitor = await open_house.visitor(who)
    assert (await visitor.get("/how-we-work/beginning")).status_code == 404
    if who == "ben":
        answer = await visitor.send("/how-we-work/approach", we="coalition", approach="large")
        assert answer.status_code in (403, 404)


async def test_what_was_said_stands_in_the_forms_and_what_is_wrong_is_told(open_house: OpenHouse) -> None:
    ana = await open_house.visitor("ana")
    await ana.sent("/how-we-work/approach", we="coalition", approach="large", why="Many hands")
    assert "Many hands" in await ana.text("/how-we-work/beginning")
    late = await ana.send("/how-we-work/quick-win", title="Build a house", due="2030-01-01")
    assert late.status_code == 422
    assert "within 30 days" in plain(late.text)
    assert "Build a house" in late.text
    empty = await ana.send("/how-we-work/waves", number="2")
    assert empty.status_code == 422
    assert "choose at least one" in plain(empty.text)


async def test_a_quick_win_leaves_the_table_a_week_after_its_day(open_house: OpenHouse) -> None:
    today = datetime.now(UTC).date().isoformat()
    await open_house.ask(ChooseQuickWin, {"title": "Walk together", "due": today})
    views = await open_house.views()

    assert win_context(views, Audience("member"))["quick_win"] is not None
    later = views._replace(at=views.at + timedelta(days=9))
    assert win_context(later, Audience("member"))["quick_win"] is None
