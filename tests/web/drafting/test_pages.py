"""The pages of a draft without JavaScript: what somebody saves does not undo what others wrote meanwhile."""

from __future__ import annotations

import asyncio
import re
from html import unescape

import pytest

from events.charter import DraftSealed, WordingProposed
from tests.web.drafting.writing import Window
from tests.web.visitors import OpenHouse, Visitor


async def begun(house: OpenHouse) -> tuple[Visitor, Visitor, str]:
    """Two visitors, and the address of a draft of the mission that one of them opened."""
    ana, ben = await house.visitor("ana"), await house.visitor("ben")
    await ana.sent("/statements", kind="mission")
    address = await ana.sent("/statements/mission/drafts", language="en")
    return ana, ben, address.removeprefix(ana.base)


def text_in(page: str, name: str = "text") -> str:
    """What a text field of a page holds."""
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page, re.S)
    assert found, page[:500]
    return unescape(found[1]).removeprefix("\n")


async def test_two_write_one_text_by_forms(open_house: OpenHouse) -> None:
    ana, ben, draft = await begun(open_house)
    seen = text_in(await ben.text(draft), "seen")
    await ana.sent(draft + "/text", seen="", text="We breathe.")
    await ben.sent(draft + "/text", seen=seen, text="All of us.")
    text = text_in(await ana.text(draft))
    assert sorted(text.replace(".", ". ").split(". ")) == ["", "All of us", "We breathe"]


async def test_what_others_wrote_meanwhile_stays(open_house: OpenHouse) -> None:
    ana, ben, draft = await begun(open_house)
    await ana.sent(draft + "/text", seen="", text="We breathe badly.")
    await ben.sent(draft + "/text", seen="We breathe badly.", text="We breathe badly. All of us.")
    await ana.sent(draft + "/text", seen="We breathe badly.", text="We breathe easily.")
    assert text_in(await ben.text(draft)) == "We breathe easily. All of us."


async def test_a_private_sentence_comes_in_when_it_is_put_there(open_house: OpenHouse) -> None:
    ana, ben, draft = await begun(open_house)
    await ana.sent(draft + "/passages", passage="We breathe.")
    await ben.sent(draft + "/passages", passage="All of us.")
    assert text_in(await ben.text(draft)) == "We breathe.\nAll of us."


async def test_a_draft_is_proposed_as_the_server_has_it(open_house: OpenHouse) -> None:
    ana, ben, draft = await begun(open_house)
    await ana.sent(draft + "/text", seen="", text="We breathe easily.")
    address = await ben.sent(draft + "/proposal", text="We do not.", position="1", root="0" * 64)
    assert address.endswith("/mission#wording-list-mission")
    history = await open_house.engine.history(open_house.partnership, 0)
    (proposed,) = [one for one in history if isinstance(one.event, WordingProposed)]
    (sealed,) = [one.event for one in history if isinstance(one.event, DraftSealed)]
    assert open_house.engine.keys.open(open_house.partnership, proposed.event.text) == "We breathe easily."
    assert proposed.header.person == "ben"
    assert (proposed.event.draft_position, proposed.event.draft_root) == (sealed.position, sealed.root)
    assert "We breathe easily." in await ana.text("/mission")


async def test_a_draft_is_proposed_while_others_go_on_writing(open_house: OpenHouse) -> None:
    ana, ben, draft = await begun(open_house)
    await ana.sent(draft + "/text", seen="", text="We breathe easily.")
    room = await open_house.app.state.rooms.room(open_house.partnership, draft.rpartition("/")[2])
    proposed = asyncio.create_task(ben.sent(draft + "/proposal"))
    while not proposed.done():
        await room.edit("ana", room.text, room.text + " All of us.")
    assert (await proposed).endswith("/mission#wording-list-mission")
    (event,) = [
        one.event
        for one in await open_house.engine.history(open_house.partnership, 0)
        if isinstance(one.event, WordingProposed)
    ]
    closed = room.keeping.one(event.draft_position)
    said = open_house.engine.keys.open(open_house.partnership, event.text)
    assert (closed.kind, said) == ("compacted", str(Window(given=closed.data).text))
    assert room.text.startswith(said)
    assert room.text != said


async def test_the_story_shows_every_passage_with_its_author(open_house: OpenHouse) -> None:
    ana, ben, draft = await begun(open_house)
    assert "Nobody has written" in await ana.text(draft + "/story")
    await ana.sent(draft + "/text", seen="", text="We breathe")
    await ben.sent(draft + "/text", seen="We breathe", text="We breathe easily")
    story = await ana.text(draft + "/story")
    assert "Ana Ruiz" in story
    assert "Ben Okafor" in story
    assert "41 %" in story or "59 %" in story
    ada = await open_house.visitor("ada")
    assert "Ana Ruiz" not in await ada.text(draft + "/story")


async def test_observers_find_no_draft_and_auditors_only_read(open_house: OpenHouse) -> None:
    ana, _, draft = await begun(open_house)
    await ana.sent(draft + "/text", seen="", text="We breathe")
    olga, ada = await open_house.visitor("olga"), await open_house.visitor("ada")
    for path in (draft, draft + "/story"):
        assert (await olga.get(path)).status_code == 404
    assert "We breathe" in await ada.text(draft)
    assert "<textarea" not in await ada.text(draft)
    refused = await ada.send(draft + "/text", seen="", text="No")
    assert refused.status_code == 403


@pytest.mark.parametrize("field", ["text", "passage"])
async def test_what_is_too_long_is_refused_and_stays_in_the_form(open_house: OpenHouse, field: str) -> None:
    ana, _, draft = await begun(open_house)
    where = draft + ("/text" if field == "text" else "/passages")
    refused = await ana.send(where, {field: "a" * 17_000, "seen": ""})
    assert refused.status_code == 422
    assert "a" * 17_000 in refused.text
    assert text_in(await ana.text(draft)) == ""


async def test_a_statement_has_one_draft_for_each_language(open_house: OpenHouse) -> None:
    ana, ben, draft = await begun(open_house)
    again = await ben.sent("/statements/mission/drafts", language="en")
    assert again.endswith(draft)
    other = await ben.sent("/statements/mission/drafts", language="es")
    assert not other.endswith(draft)
    assert (await ben.send("/statements/vision/drafts", language="en")).status_code == 404
    assert (await ben.send("/statements/mission/drafts", language="xx")).status_code == 404
    assert "Write together" in await ana.text("/mission")


async def test_auditors_read_how_it_came_about_without_names_and_observers_do_not(
    open_house: OpenHouse,
) -> None:
    ana, ben, draft = await begun(open_house)
    await ana.sent(draft + "/text", seen="", text="We breathe badly.")
    await ben.sent(draft + "/text", seen="We breathe badly.", text="We breathe.")
    assert "Ana Ruiz" in await ben.text(draft + "/story")
    ada, olga = await open_house.visitor("ada"), await open_house.visitor("olga")
    story = await ada.text(draft + "/story")
    assert "We breathe" in story
    assert "Ana Ruiz" not in story
    for page in (draft, draft + "/story"):
        assert (await olga.get(page)).status_code == 404


async def test_a_draft_and_its_story_stand_under_mission_and_say_whose_they_are(
    open_house: OpenHouse,
) -> None:
    ana, _, draft = await begun(open_house)
    for path, title in (
        (draft, "Write together: Our mission"),
        (f"{draft}/story", "How the draft came about: Our mission"),
        (f"{draft}/differences", "What is different: Our mission"),
    ):
        page = await ana.text(path)
        assert f"<title>{title} · " in page
        assert 'mission" aria-current="true"' in page[page.index("<nav") : page.index("</nav>")]


async def test_who_proposes_arrives_where_the_new_wording_stands_with_a_script_too(
    open_house: OpenHouse,
) -> None:
    ana, ben, draft = await begun(open_house)
    await ana.sent(draft + "/text", seen="", text="We breathe easily.")
    answer = await ben.send(draft + "/proposal", htmx=True)
    assert answer.headers["HX-Redirect"].endswith("/mission#wording-list-mission")
