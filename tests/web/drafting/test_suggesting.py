"""Suggestions without JavaScript: found in the text, taken once as their author's words, or declined."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import pytest_asyncio

from events.charter import SuggestionAccepted, SuggestionDeclined, SuggestionMade
from tests.web.drafting.test_pages import begun, text_in
from tests.web.visitors import OpenHouse, Visitor, opened, plain
from web.api.commands import COMMANDS
from web.drafting.sealing import all_versions


@pytest_asyncio.fixture
async def open_house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """The app on each database."""
    async with opened(migrated_database_url, tmp_path) as house:
        yield house


SUGGESTION = r'id="suggestion-([0-9a-f]+)"'


async def happened(house: OpenHouse, kind: type) -> list:
    """Everything of a kind that happened, in order."""
    return [one for one in await house.engine.history(house.partnership, 0) if isinstance(one.event, kind)]


async def written(house: OpenHouse, text: str = "We breathe badly. We rest badly.") -> tuple:
    """Two visitors, and the address of a draft that says something."""
    ana, ben, draft = await begun(house)
    await ana.sent(draft + "/text", seen="", text=text)
    return ana, ben, draft


async def suggested(visitor: Visitor, draft: str, passage: str, replacement: str, **more: str) -> str:
    """Suggest something; the address of the newest suggestion."""
    known = set(re.findall(SUGGESTION, await visitor.text(draft)))
    await visitor.sent(f"{draft}/suggestions", passage=passage, replacement=replacement, **more)
    (new,) = set(re.findall(SUGGESTION, await visitor.text(draft))) - known
    return f"{draft}/suggestions/{new}"


async def authors(house: OpenHouse, draft: str) -> list[tuple[str, str]]:
    """Whose each passage of the text is, as the story tells it."""
    room = await house.app.state.rooms.room(house.partnership, draft.rpartition("/")[2])
    return [(span.author, span.text) for span in all_versions(room.keeping)[-1].spans if span.text]


async def test_a_suggestion_that_is_taken_stands_in_the_draft_as_its_authors_words(
    open_house: OpenHouse,
) -> None:
    ana, ben, draft = await written(open_house)
    one = await suggested(ben, draft, "We breathe badly", "We breathe easily", why="kinder")
    assert await ana.sent(one + "/acceptance") == f"{ana.base}{draft}#suggestions-{draft.rpartition('/')[2]}"
    assert text_in(await ana.text(draft)) == "We breathe easily. We rest badly."
    assert ("ben", "easily") in await authors(open_house, draft)
    page = plain(await ben.text(draft))
    assert "1 settled suggestion" in page
    assert "kinder" in page
    (taken,) = await happened(open_house, SuggestionAccepted)
    assert taken.header.person == "ana"


async def test_words_may_be_left_out_with_the_blank_beside_them(open_house: OpenHouse) -> None:
    ana, ben, draft = await written(open_house, "We breathe very badly.")
    one = await suggested(ben, draft, "very", "")
    assert "Leave out" in await ana.text(draft)
    await ana.sent(one + "/acceptance")
    assert text_in(await ana.text(draft)) == "We breathe badly."
    two = await suggested(ben, draft, "badly", "")
    await ana.sent(two + "/acceptance")
    assert text_in(await ana.text(draft)) == "We breathe."


async def test_what_stands_twice_is_told_apart_or_asked_for_again(open_house: OpenHouse) -> None:
    ana, ben, draft = await written(open_house)
    refused = await ben.send(draft + "/suggestions", passage="badly", replacement="well")
    assert refused.status_code == 422
    assert "Copy a few more words" in refused.text
    assert text_in(refused.text, "replacement") == "well"
    assert "data-draft-before" in refused.text
    assert ">\nbadly</textarea>" in refused.text
    fields = {"passage": "badly", "replacement": "w" * 1_001, "before": "We rest "}
    assert 'name="before" value="We rest "' in (await ben.send(draft + "/suggestions", fields)).text
    one = await suggested(ben, draft, "badly", "well", before="We rest ")
    await ana.sent(one + "/acceptance")
    assert text_in(await ana.text(draft)) == "We breathe badly. We rest well."


async def test_the_same_words_are_no_suggestion_and_unknown_ones_neither(open_house: OpenHouse) -> None:
    _, ben, draft = await written(open_house)
    for fields, why in (
        ({"passage": "We breathe", "replacement": "We breathe"}, "Write other words"),
        ({"passage": "We fly", "replacement": "We walk"}, "do not stand"),
        ({"passage": "", "replacement": "We walk"}, "Please write something"),
        ({"passage": "We breathe", "replacement": "w" * 1_001}, "there is room for"),
    ):
        refused = await ben.send(draft + "/suggestions", fields)
        assert refused.status_code == 422, fields
        assert why in unescape(refused.text)
    assert await happened(open_house, SuggestionMade) == []


async def test_a_form_that_is_sent_twice_suggests_once(open_house: OpenHouse) -> None:
    ana, ben, draft = await written(open_house)
    fields = {"passage": "We breathe", "replacement": "We sing", "command": "c" * 32}
    await ben.sent(draft + "/suggestions", fields)
    await ana.sent(draft + "/text", seen="We breathe badly.", text="Now. We breathe badly.")
    await ben.sent(draft + "/suggestions", fields)
    assert len(await happened(open_house, SuggestionMade)) == 1


async def test_nobody_takes_or_declines_their_own_suggestion(open_house: OpenHouse) -> None:
    _, ben, draft = await written(open_house)
    one = await suggested(ben, draft, "We breathe", "We sing")
    for what, fields in (("/acceptance", {}), ("/refusal", {"why": "no"})):
        refused = await ben.send(one + what, fields)
        assert refused.status_code == 403
        assert "your own suggestion" in refused.text
    assert text_in(await ben.text(draft)) == "We breathe badly. We rest badly."
    await ben.sent(one + "/withdrawal")
    assert "taken back" in await ben.text(draft)


async def test_a_suggestion_is_declined_with_a_reason_only(open_house: OpenHouse) -> None:
    ana, ben, draft = await written(open_house)
    one = await suggested(ben, draft, "We breathe", "We sing")
    refused = await ana.send(one + "/refusal", why="")
    assert refused.status_code == 422
    await ana.sent(one + "/refusal", why="Not all can sing.")
    assert "Not all can sing." in await ben.text(draft)
    late = await ana.send(one + "/acceptance")
    assert late.status_code == 409
    assert "settled already" in late.text
    assert text_in(await ana.text(draft)) == "We breathe badly. We rest badly."
    assert len(await happened(open_house, SuggestionDeclined)) == 1


async def test_words_that_have_changed_since_are_not_replaced(open_house: OpenHouse) -> None:
    ana, ben, draft = await written(open_house)
    one = await suggested(ben, draft, "breathe badly", "sing")
    await ana.sent(draft + "/text", seen="We breathe badly.", text="We breathe very badly.")
    page = await ana.text(draft)
    assert "These words have changed since." in page
    assert "Take these words" not in page
    refused = await ana.send(one + "/acceptance")
    assert refused.status_code == 422
    assert "These words have changed since. Suggest again, or decline." in refused.text
    assert "very" in text_in(await ana.text(draft))


async def test_others_may_write_around_a_suggestion_and_close_the_draft(open_house: OpenHouse) -> None:
    ana, ben, draft = await written(open_house, "Hé 😀 we breathe badly.")
    one = await suggested(ben, draft, "breathe badly", "sing 🎵 well")
    await ana.sent(draft + "/text", seen="Hé 😀 we", text="Ñandú 👩‍🔬: Hé 😀 we")
    rooms = open_house.app.state.rooms
    room = await rooms.room(open_house.partnership, draft.rpartition("/")[2])
    await rooms.close_up(room)
    room.give_up("The server is being restarted.")
    await ana.sent(one + "/acceptance")
    assert text_in(await ana.text(draft)) == "Ñandú 👩‍🔬: Hé 😀 we sing 🎵 well."
    assert ("ben", "sing 🎵 well") in await authors(open_house, draft)


async def test_suggestions_are_for_those_at_the_table(open_house: OpenHouse) -> None:
    ana, ben, draft = await written(open_house)
    one = await suggested(ben, draft, "We breathe", "We sing")
    olga, ada = await open_house.visitor("olga"), await open_house.visitor("ada")
    for path in (draft, draft + "/suggestions/new", one + "/mine"):
        assert (await olga.get(path)).status_code == 404
        assert (await ada.get(path)).status_code == 200
    assert "Ben Okafor" not in await ada.text(draft)
    assert "We sing" in await ada.text(draft)
    for what in ("/acceptance", "/refusal", "/withdrawal"):
        assert (await olga.send(one + what, why="No")).status_code == 404
        assert (await ada.send(one + what, why="No")).status_code == 403
    fields = {"passage": "We breathe", "replacement": "We"}
    assert (await ada.send(draft + "/suggestions", fields)).status_code == 403
    assert (await olga.send(draft + "/suggestions", fields)).status_code == 404
    other = await ana.sent("/statements/mission/drafts", language="es")
    elsewhere = other.removeprefix(ana.base) + "/suggestions/" + one.rpartition("/")[2]
    assert (await ana.get(elsewhere + "/mine")).status_code == 404
    assert (await ana.send(elsewhere + "/acceptance")).status_code == 404


async def test_no_program_says_that_words_stand_in_a_draft(open_house: OpenHouse) -> None:
    assert not {"MakeSuggestion", "AcceptSuggestion"} & COMMANDS.keys()
    assert {"DeclineSuggestion", "WithdrawSuggestion"} <= COMMANDS.keys()
