"""Who looks on sees what they came for, nobody's name, and nothing that would change anything."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from tests.journeys.conftest import NewPage
from tests.journeys.demo import Demo
from tests.journeys.house import standing
from tests.journeys.pages import every_kind
from web.demo.cast import EVERYBODY

ALLOWED = ("/language", "/sign-out", "/acting", "/theme", "/me/tokens")
"""What anybody may do: it changes how they read, or what reads for them, never what is kept."""


@pytest.mark.parametrize("persona", ["Auditor", "Observer"])
async def test_no_page_of_an_onlooker_has_a_form_that_changes_anything(
    demo: Demo, new_page: NewPage, persona: str
) -> None:
    page = await new_page()
    base = await demo.be(page, persona)
    pages = await every_kind(page, base)
    offered = {form for reading in pages.values() for form in reading.forms}
    assert [form for form in offered if not form.endswith(ALLOWED)] == []


@pytest.mark.parametrize("persona", ["Auditor", "Observer"])
async def test_no_page_of_an_onlooker_names_a_person(demo: Demo, new_page: NewPage, persona: str) -> None:
    """Neither as somebody's name nor, in the demonstration's texts, in passing."""
    page = await new_page()
    base = await demo.be(page, persona)
    themselves = {"Auditor": "auditor", "Observer": "observer"}[persona]
    others = [player.name for player in EVERYBODY if player.persona != themselves]
    names = re.compile("|".join(rf"\b{word}\b" for name in others for word in name.split()))
    named = [
        f"{path.removeprefix(urlsplit(base).path)}: {text}"
        for path, reading in (await every_kind(page, base)).items()
        for text in reading.text
        if names.search(text)
    ]
    assert named == []


async def test_an_auditor_reads_every_act_and_shared_text(demo: Demo, new_page: NewPage) -> None:
    page = await new_page()
    base = await demo.be(page, "Auditor")
    pages = await every_kind(page, base)
    mission = " ".join(pages[urlsplit(base).path + "/mission"].text)
    assert "those who treat, pay and study sit at one table" in mission
    assert "Person " in mission
    history = " ".join(pages[urlsplit(base).path + "/history"].text)
    assert "Person " in history
    votes = [" ".join(reading.text) for path, reading in pages.items() if "/decisions/" in path]
    assert any("Who answered, and how" in text for text in votes)


async def test_an_observer_reads_aims_and_counts(demo: Demo, new_page: NewPage) -> None:
    page = await new_page()
    base = await demo.be(page, "Observer")
    pages = await every_kind(page, base)
    everything = " ".join(text for reading in pages.values() for text in reading.text)
    assert "Nobody in the valley runs out of a rescue inhaler" in everything
    for private in ("Who answered, and how", "Person 1"):
        assert private not in everything


async def test_outside_the_demonstration_nobody_can_be_somebody_with_one_touch(
    demo: Demo, new_page: NewPage, migrated_sqlite_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = await new_page()
    async with standing(migrated_sqlite_url, tmp_path_factory.mktemp("house")) as house:
        address = house.settings.base_url
        await page.goto(f"{address}/sign-in")
        assert await page.get_by_role("button", name="Patient partner").count() == 0
        csrf = await page.locator("form[action='/sign-in'] input[name=csrf]").get_attribute("value")
        answer = await page.request.post(
            f"{address}/demo/personas/patient", form={"csrf": csrf or ""}, headers={"Origin": address}
        )
        assert answer.status == 404
        await page.context.close()
