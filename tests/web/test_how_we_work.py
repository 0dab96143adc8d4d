"""How we work: roles, mandates, how decisions are made, and what is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.web.visitors import OpenHouse, opened, plain
from workspace.network.commands import RecordTies
from workspace.partners.commands import AdmitPerson


@pytest_asyncio.fixture
async def house(migrated_sqlite_url: str, tmp_path: Any) -> AsyncIterator[OpenHouse]:
    async with opened(migrated_sqlite_url, tmp_path) as made:
        yield made


async def test_roles_and_mandates_stand_with_those_who_hold_them(house: OpenHouse) -> None:
    page = plain(await (await house.visitor("ben")).text("/how-we-work"))
    assert "Convener Ana Ruiz" in page
    assert "Cleo Martín , for Fair Health" in page


async def test_observers_read_how_many_hold_a_role(house: OpenHouse) -> None:
    page = plain(await (await house.visitor("olga")).text("/how-we-work"))
    assert "Convener 1 person" in page
    assert "Cleo" not in page


async def test_the_page_says_what_is_kept_and_one_can_say_that_one_has_read_it(house: OpenHouse) -> None:
    await house.ask(AdmitPerson, {"person": "nora", "display_name": "Nora Bell"}, operator=True)
    nora = await house.visitor("nora")
    assert "I have read this" in plain(await nora.text("/how-we-work"))
    await nora.sent("/how-we-work/terms")
    page = plain(await nora.text("/how-we-work"))
    assert "You have read this." in page
    assert "Please don't write about another person's health." in page


@pytest.mark.parametrize("person", ["olga", "ada"])
async def test_those_who_look_have_nothing_to_say_yes_to(house: OpenHouse, person: str) -> None:
    page = plain(await (await house.visitor(person)).text("/how-we-work"))
    assert "I have read this" not in page


async def test_how_closely_partners_work_together_is_a_share_with_its_source(house: OpenHouse) -> None:
    ties = [{"one": "clinic", "other": "payer", "strength": 2}]
    await house.ask(RecordTies, {"kind": "contact", "source": "survey of March", "ties": ties})
    page = plain(await (await house.visitor("ben")).text("/how-we-work"))
    assert "100 % of all possible ones" in page
    assert "survey of March" in page
