"""The pages of a wording in two languages: who translates, who checks, who reads what."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest_asyncio

from tests.web.test_charter import HOSTILE
from tests.web.two_languages import ENGLISH, SPANISH, world
from tests.web.visitors import OpenHouse, opened, plain
from workspace.charter.commands import CorrectWording


@pytest_asyncio.fixture
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """The app, on each database."""
    async with opened(migrated_database_url, tmp_path) as found:
        yield found


async def test_the_page_says_which_language_is_missing_and_offers_to_translate(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    page = await all_of_us.ana.text("/mission")
    assert "Not in Spanish yet." in plain(page)
    assert f"/wordings/{wording}/translations/new?language=es" in page
    form = await all_of_us.cleo.text(f"/wordings/{wording}/translations/new?language=es")
    assert f'<span lang="en" dir="auto">{ENGLISH}</span>' in form
    assert re.search(r'<textarea[^>]*name="text"[^>]*lang="es"', form)
    assert (await all_of_us.cleo.get(f"/wordings/{wording}/translations/new?language=en")).status_code == 404


async def test_a_translation_counts_when_somebody_else_has_read_both(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    translation = await all_of_us.translated(wording)
    assert "a translation waits for somebody to check it" in plain(await all_of_us.ben.text("/mission"))
    own = await all_of_us.cleo.text(f"/translations/{translation}")
    assert f"/translations/{translation}/check" not in own
    refused = await all_of_us.cleo.send(f"/translations/{translation}/check")
    assert refused.status_code == 403
    both = await all_of_us.ana.text(f"/translations/{translation}")
    assert ENGLISH in both
    assert SPANISH in both
    await all_of_us.ana.sent(f"/translations/{translation}/check", corrections="0")
    page = plain(await all_of_us.ben.text("/mission"))
    assert "Translated by Cleo Martín" in page
    assert "Checked by Ana Ruiz" in page
    assert "Not in Spanish yet." not in page


async def test_everybody_reads_their_own_language_first_and_the_other_is_a_touch_away(
    house: OpenHouse,
) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    await all_of_us.checked(wording)
    await all_of_us.agree(wording)
    english, spanish = await all_of_us.ben.text("/mission"), await all_of_us.cleo.text("/mission")
    assert english.index(ENGLISH) < english.index(SPANISH)
    assert spanish.index(SPANISH) < spanish.index(ENGLISH)
    assert f'<span lang="es" dir="auto">{SPANISH}</span>' in spanish
    assert f'id="text-{wording}-en"' in spanish
    for reader, text in ((all_of_us.ben, ENGLISH), (all_of_us.cleo, SPANISH)):
        table = await reader.text("")
        middle = table.split('class="on-the-table"')[1].split("</blockquote>")[0]
        assert text in middle
        assert table.split('id="table-mission"')[1].index(text) < 900


async def test_who_looks_from_outside_reads_what_was_agreed_and_nothing_else(house: OpenHouse) -> None:
    all_of_us = await world(house)
    olga = await house.visitor("olga", "es")
    wording = await all_of_us.wording()
    translation = await all_of_us.checked(wording)
    better = await all_of_us.translated(wording, all_of_us.ben, "Mejor que nada.")
    assert SPANISH not in await olga.text("/mission")
    await all_of_us.agree(wording)
    assert SPANISH in await olga.text("/mission")
    page = await olga.text("/mission")
    assert "Mejor que nada." not in page
    assert "Cleo" not in plain(page)
    assert (await olga.get(f"/translations/{translation}")).status_code == 404
    assert (await olga.get(f"/translations/{better}")).status_code == 404
    assert (await olga.get(f"/wordings/{wording}/translations/new?language=es")).status_code == 404
    assert SPANISH in (await olga.text("")).split('class="on-the-table"')[1].split("</blockquote>")[0]


async def test_a_slip_put_right_after_the_check_is_said_beside_the_translation(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording("We lissen to patients.")
    await all_of_us.checked(wording)
    await all_of_us.ben.sent(f"/wordings/{wording}/corrections", {"text": ENGLISH, "why": "a slip"})
    assert "was put right after this translation was checked" in plain(await all_of_us.ana.text("/mission"))


async def test_who_checks_has_read_the_text_as_it_is_now(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording("We lissen to patients.")
    translation = await all_of_us.translated(wording)
    fields = {"wording": wording, "text": ENGLISH, "why": "a slip"}
    await house.ask(CorrectWording, fields, by="ben", command=uuid4().hex)
    answer = await all_of_us.ana.send(f"/translations/{translation}/check", corrections="0")
    assert answer.status_code == 409
    assert "Read both texts once more." in plain(answer.text)
    await all_of_us.ana.sent(f"/translations/{translation}/check", corrections="1")


async def test_a_better_translation_is_offered_until_people_vote(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    translation = await all_of_us.checked(wording)
    page = await all_of_us.ben.text("/mission")
    assert "Offer a better Spanish translation" in plain(page)
    form = await all_of_us.ben.text(
        f"/wordings/{wording}/translations/new?language=es&amp;begin={translation}".replace("&amp;", "&")
    )
    assert f"{SPANISH}</textarea>" in form
    better = await all_of_us.translated(wording, all_of_us.ben, "Oímos a los pacientes.")
    assert SPANISH in await all_of_us.cleo.text("/mission")
    await all_of_us.ana.sent(f"/translations/{better}/check")
    assert "Oímos" in await all_of_us.cleo.text("/mission")
    await all_of_us.put(wording)
    assert "Offer a better" not in plain(await all_of_us.ben.text("/mission"))


async def test_what_is_empty_or_too_long_is_refused_and_stays_in_the_form(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    for typed in ("   ", "largo " * 900):
        answer = await all_of_us.ben.send(f"/wordings/{wording}/translations", language="es", text=typed)
        assert answer.status_code == 422
        assert typed.strip() in answer.text
    strange: dict[str, Any] = {"language": "xx", "text": SPANISH}
    assert (await all_of_us.ben.send(f"/wordings/{wording}/translations", strange)).status_code == 404
    assert (await house.views()).charter.wordings[wording].translations == []


async def test_words_of_a_translation_are_found_by_those_who_may_read_it(house: OpenHouse) -> None:
    all_of_us = await world(house)
    wording = await all_of_us.wording()
    await all_of_us.checked(wording)
    olga = await house.visitor("olga")
    assert "1 found" in plain(await all_of_us.ben.text("/search?q=escuchamos"))
    assert "Nothing found" in plain(await olga.text("/search?q=escuchamos"))
    await all_of_us.agree(wording)
    assert "1 found" in plain(await olga.text("/search?q=escuchamos"))


async def test_who_reads_the_language_and_did_not_translate_is_asked_to_check(house: OpenHouse) -> None:
    all_of_us = await world(house, ben="es")
    wording = await all_of_us.wording()
    translation = await all_of_us.translated(wording)
    link = f"/translations/{translation}"
    assert link in await all_of_us.ben.text("/needs-you")
    assert link not in await all_of_us.cleo.text("/needs-you")
    assert link not in await all_of_us.ana.text("/needs-you")
    await all_of_us.ana.sent(f"{link}/check")
    assert link not in await all_of_us.ben.text("/needs-you")


async def test_hostile_words_in_a_translation_are_words(house: OpenHouse) -> None:
    all_of_us = await world(house)
    for text in HOSTILE:
        wording = await all_of_us.wording(text)
        translation = await all_of_us.translated(wording, text=text)
        await all_of_us.ana.sent(f"/translations/{translation}/check")
        place = await all_of_us.put(wording)
        form = f"/wordings/{wording}/translations/new?language=es&begin={translation}"
        for path in ("/mission", f"/translations/{translation}", form, place, ""):
            page = await all_of_us.cleo.text(path)
            assert "<script>alert" not in page
            assert "<img src=x" not in page
            assert " 49 " not in plain(page)
