"""Beginning a draft with the text that holds: once, however many press, and as whoever was first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest_asyncio

from tests.web.drafting.house import Drafting
from tests.web.drafting.test_pages import text_in
from tests.web.visitors import OpenHouse, Visitor, opened, plain
from web.drafting.beginning import begin
from web.drafting.keeping import Keeping
from web.drafting.room import Room
from web.drafting.sealing import all_versions

TEXT = "We listen to patients."


@pytest_asyncio.fixture
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """The app, on each database."""
    async with opened(migrated_database_url, tmp_path) as found:
        yield found


async def begun(house: OpenHouse, language: str = "en") -> tuple[Visitor, Visitor, str]:
    """Two visitors, a proposed mission, and the address of an empty draft of it."""
    ana, ben = await house.visitor("ana"), await house.visitor("ben")
    await ana.sent("/statements", kind="mission")
    await ben.sent("/statements/mission/wordings", text=TEXT)
    address = await ana.sent("/statements/mission/drafts", language=language)
    return ana, ben, address.removeprefix(ana.base)


async def another_process(house: Any, partnership: str, draft: str) -> Room:
    """A room on the same draft that shares nothing with the server's but the database."""

    async def run(work: Any, *arguments: Any) -> Any:
        return await asyncio.to_thread(work, *arguments)

    keeping = Keeping(house.engine.log.drafts, house.engine.keys, partnership, draft)
    room = Room(keeping, run, lambda: datetime.now(UTC))
    await room.open()
    return room


async def test_an_empty_draft_offers_the_text_there_is_and_begins_with_it(house: OpenHouse) -> None:
    ana, ben, draft = await begun(house)
    page = await ana.text(draft)
    assert "Begin with the text that is proposed" in plain(page)
    await ana.sent(draft + "/beginning")
    page = await ben.text(draft)
    assert text_in(page) == TEXT
    assert "Begin with the text" not in plain(page)
    story = plain(await ben.text(draft + "/story"))
    assert "Ana Ruiz" in story
    assert "Ben Okafor" not in story


async def test_two_who_press_at_once_begin_once(house: OpenHouse) -> None:
    ana, ben, draft = await begun(house)
    answers = await asyncio.gather(ana.send(draft + "/beginning"), ben.send(draft + "/beginning"))
    assert [one.status_code for one in answers] == [303, 303]
    assert text_in(await ana.text(draft)) == TEXT


async def test_in_two_processes_it_begins_once_too_and_has_one_author(draft_house: Drafting) -> None:
    house, draft = draft_house.house, draft_house.draft
    rooms = [await another_process(house, house.partnership, draft) for _ in range(2)]
    done = await asyncio.gather(
        *(
            begin(room, b"s" * 32, person, "w-1", TEXT)
            for room, person in zip(rooms, ("ana", "ben"), strict=True)
        )
    )
    assert done == [True, True]
    for room in rooms:
        await room.catch_up()
        assert room.text == TEXT
    await rooms[0].close_up_to_now()
    authors = {span.author for span in all_versions(rooms[0].keeping)[-1].spans}
    assert len(authors) == 1
    for room in rooms:
        await room.close()


async def test_what_somebody_wrote_meanwhile_stays_alone(house: OpenHouse) -> None:
    ana, ben, draft = await begun(house)
    await ben.sent(draft + "/text", seen="", text="We walk.")
    answer = await ana.send(draft + "/beginning")
    assert answer.status_code == 409
    assert "Somebody has begun to write already." in plain(answer.text)
    assert text_in(await ana.text(draft)) == "We walk."


async def test_a_draft_that_was_emptied_can_begin_again(house: OpenHouse) -> None:
    ana, _, draft = await begun(house)
    await ana.sent(draft + "/beginning")
    await ana.sent(draft + "/text", seen=TEXT, text="")
    assert text_in(await ana.text(draft)) == ""
    await ana.sent(draft + "/beginning")
    assert text_in(await ana.text(draft)) == TEXT


async def test_a_draft_in_another_language_begins_with_the_translation_and_says_what_it_is(
    house: OpenHouse,
) -> None:
    ana, ben, draft = await begun(house, "es")
    page = plain(await ana.text(draft))
    assert "Begin with the text" not in page
    assert "it becomes a text of its own in Spanish" in page
    assert "translate it instead" in page
    assert (await ana.send(draft + "/beginning")).status_code == 409
    wording = (await house.views()).charter.statements["mission"].wordings[-1]
    await ben.sent(f"/wordings/{wording}/translations", language="es", text="Escuchamos.")
    translation = (await house.views()).charter.wordings[wording].translations[-1].id
    await ana.sent(f"/translations/{translation}/check")
    await ana.sent(draft + "/beginning")
    assert text_in(await ana.text(draft)) == "Escuchamos."


async def test_the_text_that_holds_comes_before_one_that_is_proposed(house: OpenHouse) -> None:
    ana, ben, draft = await begun(house)
    wording = (await house.views()).charter.statements["mission"].wordings[-1]
    fields = {"title": "Our mission?", "quorum": "0", "closes_in": "by hand"}
    fields |= {"subject.kind": "wording", "subject.id": wording}
    place = (await ana.sent("/decisions", fields)).removeprefix(ana.base)
    await ana.sent(f"{place}/closing")
    await ben.sent("/statements/mission/wordings", text="We walk.")
    assert "Begin with the text that holds" in plain(await ana.text(draft))
    await ana.sent(draft + "/beginning")
    assert text_in(await ana.text(draft)) == TEXT


async def test_a_text_that_holds_has_no_stage_until_somebody_begins_anew(house: OpenHouse) -> None:
    ana, ben = await house.visitor("ana"), await house.visitor("ben")
    await ana.sent("/statements", kind="mission")
    await ben.sent("/statements/mission/wordings", text=TEXT)
    wording = (await house.views()).charter.statements["mission"].wordings[-1]
    fields = {"title": "Our mission?", "quorum": "0", "closes_in": "by hand"}
    fields |= {"subject.kind": "wording", "subject.id": wording}
    place = (await ana.sent("/decisions", fields)).removeprefix(ana.base)
    await ana.sent(f"{place}/closing")
    page = plain(await ben.text("/mission"))
    assert "Agreed on" in page
    assert "(we are here)" not in page
    await ben.sent("/statements/mission/drafts", language="en")
    assert "Write (we are here)" in plain(await ana.text("/mission"))


async def test_who_only_looks_does_not_begin(house: OpenHouse) -> None:
    ana, _, draft = await begun(house)
    ada, olga = await house.visitor("ada"), await house.visitor("olga")
    assert (await ada.send(draft + "/beginning")).status_code == 403
    assert (await olga.send(draft + "/beginning")).status_code == 404
    assert text_in(await ana.text(draft)) == ""
