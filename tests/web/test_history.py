"""The history: pages of it, what each may read, single moments, and any page as it was."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from events.log.codec import leaf
from events.partners import RecordTermsAccepted
from tests.web.visitors import OpenHouse, opened, plain
from workspace.goals.commands import ProposeGoal, VoteOnGoal
from workspace.partners.commands import AcceptRecordTerms, AdmitPeople

TEAMS = 60


@pytest_asyncio.fixture
async def house(migrated_sqlite_url: str, tmp_path: Any) -> AsyncIterator[OpenHouse]:
    async with opened(migrated_sqlite_url, tmp_path) as made:
        yield made


def moments(html: str) -> list[int]:
    """The moments on a page, in its order."""
    return [int(found) for found in re.findall(r'<li id="moment-(\d+)"', html)]


async def goals(house: OpenHouse, number: int) -> None:
    for which in range(number):
        await house.ask(ProposeGoal, {"title": f"Goal {which}"}, by="ben", command=f"goal-{which}")


async def only_for_others(house: OpenHouse, person: str) -> list[int]:
    """When others said that they have read what is kept: only they themselves read that."""
    history = await house.engine.history(house.partnership, 0)
    return [
        header.position
        for header, event in history
        if isinstance(event, RecordTermsAccepted) and header.person != person
    ]


async def test_the_newest_moment_comes_first_and_fifty_stand_on_a_page(house: OpenHouse) -> None:
    await goals(house, TEAMS)
    last = (await house.views()).position
    cleo = await house.visitor("cleo")
    hers = [*range(last, 0, -1)]
    for position in await only_for_others(house, "cleo"):
        hers.remove(position)
    first = await cleo.text("/history")
    assert moments(first) == hers[:50]
    older = re.search(r'href="/p/[^"]*(/history\?before=\d+)', first)
    assert older
    second = await cleo.text(older[1])
    assert moments(second) == hers[50:]
    assert "Older moments" not in plain(second)


async def test_only_moments_of_one_kind_can_be_shown(house: OpenHouse) -> None:
    await goals(house, 2)
    cleo = await house.visitor("cleo")
    page = await cleo.text("/history?kind=goals")
    assert len(moments(page)) == 2
    assert "Ben Okafor proposed a goal" in plain(page)
    assert moments(await cleo.text("/history?kind=network")) == []
    assert len(moments(await cleo.text("/history?kind=nonsense"))) > 2


async def test_each_reads_what_their_role_may_read(house: OpenHouse) -> None:
    await goals(house, 1)
    await house.ask(VoteOnGoal, {"goal": "goal-0", "vote": "support"}, by="ben")
    vote = (await house.views()).position
    seen = {}
    for person in ("ana", "cleo", "ada", "olga"):
        visitor = await house.visitor(person)
        seen[person] = vote in moments(await visitor.text("/history"))
        assert (await visitor.get(f"/history/{vote}")).status_code == 200
    assert seen == {"ana": True, "cleo": True, "ada": True, "olga": False}
    hidden = plain(await (await house.visitor("olga")).text(f"/history/{vote}"))
    assert "not for you to read" in hidden
    assert "support" not in hidden


async def test_what_is_for_one_person_is_read_by_that_person_alone(house: OpenHouse) -> None:
    await house.ask(AcceptRecordTerms, {"terms": 2}, by="ben")
    position = (await house.views()).position
    assert position in moments(await (await house.visitor("ben")).text("/history"))
    for person in ("ana", "cleo", "ada", "olga"):
        visitor = await house.visitor(person)
        assert position not in moments(await visitor.text("/history")), person
        assert "agreed" not in plain(await visitor.text(f"/history/{position}"))


async def test_an_auditor_reads_every_act_of_members_under_a_number(house: OpenHouse) -> None:
    await goals(house, 1)
    page = plain(await (await house.visitor("ada")).text("/history"))
    assert "Person 2 proposed a goal" in page
    assert "Goal 0" in page
    assert "Ben" not in page


async def test_a_moment_shows_its_text_in_full_and_the_hash_it_is_checked_by(house: OpenHouse) -> None:
    title = "Breathe <b>freely</b> " + "every day " * 60
    await house.ask(ProposeGoal, {"title": title, "why": "Because we can."}, by="ben")
    position = (await house.views()).position
    page = await (await house.visitor("cleo")).text(f"/history/{position}")
    assert title.strip().replace("<b>", "").replace("</b>", "") in plain(
        page.replace("&lt;b&gt;", "").replace("&lt;/b&gt;", "")
    )
    assert "<b>freely" not in page
    assert "Because we can." in plain(page)
    stored = house.engine.log.read(house.partnership, position - 1, position)[0]
    assert leaf(stored.state).hex() in page
    assert stored.leaf.hex() in page


async def test_observers_get_no_bytes_in_which_a_person_could_be_followed(house: OpenHouse) -> None:
    await goals(house, 1)
    position = (await house.views()).position
    olga, ada = await house.visitor("olga"), await house.visitor("ada")
    assert "ben" not in (await olga.text(f"/history/{position}")).split("<main")[1].lower()
    assert "GoalProposed" in await ada.text(f"/history/{position}")


@pytest.mark.parametrize("position", ["0", "999", "9999999999999999999"])
async def test_a_moment_that_is_not_there_is_not_found(house: OpenHouse, position: str) -> None:
    assert (await (await house.visitor("cleo")).get(f"/history/{position}")).status_code == 404


@pytest.mark.parametrize("query", ["before=0", "before=x", "before=-1", "before=99999999999999", "kind=<b>"])
async def test_a_strange_address_still_gives_a_page(house: OpenHouse, query: str) -> None:
    assert (await (await house.visitor("cleo")).get(f"/history?{query}")).status_code == 200


async def test_a_page_as_it_was_shows_nothing_that_came_later(house: OpenHouse) -> None:
    then = (await house.views()).position
    await goals(house, 1)
    cleo = await house.visitor("cleo")
    assert max(moments(await cleo.text(f"/history?at={then}"))) == then
    page = await cleo.text(f"/history?at={then}")
    assert "You are looking at how it was" in plain(page) or "You are looking at how it was" in page
    assert (await cleo.get(f"/history/{then + 1}?at={then}")).status_code == 404


async def test_the_bar_goes_on_and_back_without_javascript(house: OpenHouse) -> None:
    cleo = await house.visitor("cleo")
    page = await cleo.text("/how-we-work?at=5")
    assert '?at=4"' in page
    assert '?at=6"' in page
    assert 'name="at" type="number"' in page
    assert 'name="at" type="number"' not in await cleo.text("/how-we-work?at=")


async def test_kept_ids_of_an_import_are_told_as_one_sentence(house: OpenHouse) -> None:
    await house.ask(AdmitPeople, {"people": ["v1", "v2"], "source": "<i>votes</i>"}, operator=True)
    page = await (await house.visitor("cleo")).text("/history")
    assert "2 people were admitted together, without names" in plain(page)
    assert "<i>votes" not in page


async def test_the_list_as_a_part_is_the_list_of_the_page(house: OpenHouse) -> None:
    await goals(house, 3)
    for person in ("cleo", "olga"):
        visitor = await house.visitor(person)
        assert moments(await visitor.text("/history/newest")) == moments(await visitor.text("/history"))


async def test_who_came_later_is_told_so_above_an_earlier_moment(house: OpenHouse) -> None:
    cleo = await house.visitor("cleo")
    header = (await cleo.text("/?at=1")).split("<main")[0]
    assert "You were not here yet" in header
    assert "somebody" not in plain(header)
    assert "You were not here yet" not in await cleo.text("/")
