"""A vote is about the versions that were checked when it began: on pages, in replay, and for programs."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.web.api.programs import program
from tests.web.two_languages import ENGLISH, SPANISH, world
from tests.web.visitors import OpenHouse, opened, plain


@pytest_asyncio.fixture
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """The app, on each database."""
    async with opened(migrated_database_url, tmp_path) as found:
        yield found


def voted_on(page: str) -> str:
    """The text that stands on top of a decision."""
    found = re.search(r'<blockquote class="statement long voted-on">(.*?)</blockquote>', page, re.S)
    assert found
    return found[1]


async def test_what_comes_after_the_agreement_is_said_to_and_stays_inside(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    await all_of_us.agree(wording)
    await all_of_us.checked(wording)
    page = plain(await all_of_us.ben.text("/mission"))
    assert "added after the agreement It was not part of the vote." in page
    olga = await house.visitor("olga")
    assert SPANISH not in await olga.text("/mission")


async def test_opening_a_vote_warns_of_a_missing_language_and_lets_one_go_on(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    form = plain(await all_of_us.ana.text(f"/decisions/new?wording={wording}"))
    assert "Whoever reads Spanish best would vote on a text in another language." in form
    assert "You can open it all the same." in form
    translation = await all_of_us.translated(wording)
    waits = plain(await all_of_us.ana.text(f"/decisions/new?wording={wording}"))
    assert "Only what is checked by now is part of the vote." in waits
    await all_of_us.ana.sent(f"/translations/{translation}/check", corrections="0")
    ready = plain(await all_of_us.ana.text(f"/decisions/new?wording={wording}"))
    assert "Whoever reads Spanish best" not in ready
    await all_of_us.put(wording)


async def test_a_vote_shows_the_versions_that_it_binds_to_each_in_their_language(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    await all_of_us.checked(wording)
    place = await all_of_us.put(wording)
    english, spanish = await all_of_us.ben.text(place), await all_of_us.cleo.text(place)
    assert ENGLISH in voted_on(english)
    assert SPANISH in english
    assert SPANISH in voted_on(spanish)
    assert "A vote binds these texts, exactly as they stand here." in plain(english)
    answer = await all_of_us.ben.send(f"/wordings/{wording}/translations", language="es", text="Otra cosa.")
    assert answer.status_code == 409
    assert "Otra cosa." in answer.text
    assert "People vote on this translation" in plain(answer.text)


async def test_what_is_checked_while_people_vote_is_not_part_of_the_vote_and_the_page_says_so(
    house: OpenHouse,
) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    place = await all_of_us.put(wording)
    assert "Not in Spanish when the vote began." in plain(await all_of_us.ben.text(place))
    translation = await all_of_us.translated(wording)
    both = plain(await all_of_us.ana.text(f"/translations/{translation}"))
    assert "it came too late for it" in both
    await all_of_us.ana.sent(f"/translations/{translation}/check", corrections="0")
    page = await all_of_us.cleo.text(place)
    assert ENGLISH in voted_on(page)
    assert SPANISH not in page
    assert "A translation came later; the vote is not about it." in plain(await all_of_us.ben.text(place))


async def test_a_replay_shows_the_versions_of_that_moment(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    before = (await house.views()).position
    await all_of_us.checked(wording)
    place = await all_of_us.put(wording)
    opened_at = (await house.views()).position
    await all_of_us.ana.sent(f"{place}/closing")
    assert SPANISH not in await all_of_us.ben.text(f"/mission?at={before}")
    then = await all_of_us.cleo.text(f"{place}?at={opened_at}")
    assert SPANISH in voted_on(then)
    assert "The vote was about these texts" in plain(await all_of_us.ben.text(place))


async def test_a_new_text_begins_without_translations_and_says_which_words_have_changed(
    house: OpenHouse,
) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    earlier = await all_of_us.checked(wording)
    place = await all_of_us.put(wording)
    newer = await all_of_us.wording("We listen to all patients.")
    page = await all_of_us.ben.text(place)
    assert "Which words have changed" in plain(page)
    assert re.search(r"<ins>.*all.*</ins>", page)
    assert "do not count for the new one" in plain(page)
    assert "Not in Spanish yet." in plain(await all_of_us.ben.text("/mission"))
    form = await all_of_us.cleo.text(f"/wordings/{newer}/translations/new?language=es")
    assert f"begin={earlier}" in form
    assert SPANISH not in form
    begun = await all_of_us.cleo.text(f"/wordings/{newer}/translations/new?language=es&begin={earlier}")
    assert f"{SPANISH}</textarea>" in begun
    assert re.search(r"<ins>.*all.*</ins>", begun)


async def test_programs_translate_check_and_read_as_the_pages_do(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    cleo, ben, olga = [await program(house, one) for one in ("cleo", "ben", "olga")]
    offered = await cleo.done("OfferTranslation", wording=wording, language="es", text=SPANISH)
    assert (await cleo.ask("CheckTranslation", translation=offered["id"])).status_code == 403
    await ben.done("CheckTranslation", translation=offered["id"])
    place = await all_of_us.put(wording)
    decision = place.rsplit("/", 1)[1]
    shown = (await ben.view("charter"))["charter"]["statements"][0]["discussed"][0]
    (version,) = shown["versions"]
    assert version["text"] == {"text": SPANISH, "language": "es"}
    assert (version["bound"], shown["missing"], shown["waiting"]) == ([decision], [], [])
    asked = (await ben.view(f"decisions/{decision}"))["decisions"]["asked"]
    assert [one["id"] for one in asked["versions"]] == [offered["id"]]
    assert (await olga.view(f"decisions/{decision}"))["decisions"]["asked"]["versions"] == []
    await all_of_us.ana.sent(f"{place}/closing")
    outside = (await olga.view("charter"))["charter"]["statements"][0]["adopted"]["versions"]
    assert [one["text"]["text"] for one in outside] == [SPANISH]
    assert outside[0]["translated"]["person"] is None or outside[0]["translated"]["person"]["id"] is None
    mission = (await cleo.view("table"))["table"]["mission"]
    assert mission["translated"] in (True, False)
