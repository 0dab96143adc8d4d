"""Which perspective somebody brings is seen by exactly those whom they chose."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from events.partners import ShownTo
from tests.web.visitors import OpenHouse, opened, plain
from web.live.frame import partial
from web.pages.directory import FRAGMENTS as DIRECTORY
from web.pages.history import FRAGMENTS as HISTORY
from web.pages.how_we_work import FRAGMENTS as HOW_WE_WORK
from web.pages.table import FRAGMENTS as TABLE
from web.reader import Audience, AudienceRole
from workspace.partners.commands import DeclarePerspective

LIVED = json.dumps({"group": "patients", "category": "patient", "lived_experience": True})
PAGES = ("/", "/directory", "/directory/people/ben", "/how-we-work", "/history", "/history/newest", "/?at=99")
SHOWING = ("/", "/directory", "/directory/people/ben", "/?at=99")
SEES: dict[ShownTo, set[AudienceRole]] = {
    "facilitators": {"facilitator"},
    "members": {"facilitator", "member"},
    "public": {"facilitator", "member", "auditor"},
}
VISITOR_OF: dict[AudienceRole, str] = {
    "observer": "olga",
    "member": "cleo",
    "facilitator": "ana",
    "auditor": "ada",
}


@pytest_asyncio.fixture
async def house(migrated_sqlite_url: str, tmp_path: Any) -> AsyncIterator[OpenHouse]:
    async with opened(migrated_sqlite_url, tmp_path) as made:
        yield made


async def declare(house: OpenHouse, shown_to: ShownTo, perspective: str = LIVED) -> None:
    await house.ask(DeclarePerspective, {"perspective": perspective, "shown_to": shown_to}, by="ben")


def tells_of_illness(html: str) -> bool:
    """Whether the page shows the group of patients anywhere: nobody else in this house has it."""
    return "lived experience" in plain(html).lower() or "group-patients" in html or "patient" in plain(html)


@pytest.mark.parametrize("shown_to", list(SEES))
async def test_a_group_is_seen_by_exactly_those_whom_the_person_chose(
    house: OpenHouse, shown_to: ShownTo
) -> None:
    await declare(house, shown_to)
    for role, person in VISITOR_OF.items():
        visitor = await house.visitor(person)
        seen = {path: tells_of_illness((await visitor.get(path)).text) for path in PAGES}
        shows = {path: role in SEES[shown_to] and path in SHOWING for path in PAGES}
        assert seen == shows, role


@pytest.mark.parametrize("shown_to", list(SEES))
async def test_a_pushed_part_shows_a_group_to_exactly_the_same(house: OpenHouse, shown_to: ShownTo) -> None:
    await declare(house, shown_to)
    views, rendering = await house.views(), house.app.state.services.rendering
    for role in VISITOR_OF:
        for fragment in (*DIRECTORY, *TABLE, *HOW_WE_WORK, *HISTORY):
            pushed = partial(rendering, views, Audience(role), fragment, None)
            who_sits = fragment.block in ("directory_list", "table_seats")
            assert tells_of_illness(pushed) is (who_sits and role in SEES[shown_to]), fragment.block


async def test_in_a_replay_a_group_shows_only_where_it_may_be_seen_then_and_now(house: OpenHouse) -> None:
    await declare(house, "public")
    then = (await house.views()).position
    cleo = await house.visitor("cleo")
    assert tells_of_illness(await cleo.text(f"/directory?at={then}"))
    await declare(house, "facilitators")
    for path in ("/directory", "/directory/people/ben", "/"):
        assert not tells_of_illness(await cleo.text(f"{path}?at={then}")), path
    ana = await house.visitor("ana")
    assert tells_of_illness(await ana.text(f"/directory?at={then}"))


async def test_patient_family_and_caregiver_show_as_one_group_unless_the_person_says_otherwise(
    house: OpenHouse,
) -> None:
    cleo = await house.visitor("cleo")
    for category in ("patient", "family", "caregiver"):
        told = {"group": "patients", "category": category}
        await declare(house, "members", json.dumps({**told, "lived_experience": True}))
        text = plain(await cleo.text("/directory"))
        assert "Lived experience" in text
        assert category.title() not in text
        await declare(house, "members", json.dumps({**told, "lived_experience": False}))
        assert category.title() in plain(await cleo.text("/directory"))


async def test_a_perspective_that_nobody_can_read_shows_nothing(house: OpenHouse) -> None:
    cleo = await house.visitor("cleo")
    for broken in ("no json", json.dumps({"group": "kings", "category": "king"}), "{}"):
        await declare(house, "public", broken)
        assert not tells_of_illness(await cleo.text("/directory"))
