"""Taking a suggestion: at the same moment, against a no, over a break, and word by word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from events.charter import SuggestionAccepted, SuggestionDeclined
from tests.web.drafting.test_pages import text_in
from tests.web.drafting.test_suggesting import authors, happened, suggested, written
from tests.web.visitors import OpenHouse, opened
from web.drafting.anchoring import Span
from web.drafting.merging import Edit
from web.drafting.settling import changes, done
from workspace.charter.commands import AcceptSuggestion, DeclineSuggestion


@pytest_asyncio.fixture
async def open_house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    """The app on each database."""
    async with opened(migrated_database_url, tmp_path) as house:
        yield house


async def test_two_who_take_it_at_once_take_it_once(open_house: OpenHouse) -> None:
    ana, ben, draft = await written(open_house)
    cleo = await open_house.visitor("cleo")
    one = await suggested(ben, draft, "breathe badly", "sing")
    answers = await asyncio.gather(*(who.send(one + "/acceptance") for who in (ana, cleo, ana, cleo)))
    assert {answer.status_code for answer in answers} == {303}
    assert text_in(await ana.text(draft)) == "We sing. We rest badly."
    assert len(await happened(open_house, SuggestionAccepted)) == 1


@pytest.mark.parametrize("first", ["/acceptance", "/refusal"])
async def test_who_comes_second_finds_it_settled_and_the_draft_agrees(
    open_house: OpenHouse, first: str
) -> None:
    ana, ben, draft = await written(open_house)
    cleo = await open_house.visitor("cleo")
    one = await suggested(ben, draft, "breathe badly", "sing")
    order = [first, "/refusal" if first == "/acceptance" else "/acceptance"]
    sent = [
        who.send(one + what, {"why": "No."} if what == "/refusal" else {})
        for who, what in zip((ana, cleo), order, strict=True)
    ]
    answers = await asyncio.gather(*sent)
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    taken = await happened(open_house, SuggestionAccepted)
    expected = "We sing. We rest badly." if taken else "We breathe badly. We rest badly."
    assert text_in(await ana.text(draft)) == expected
    assert len(taken) + len(await happened(open_house, SuggestionDeclined)) == 1


async def test_a_break_between_the_draft_and_the_record_neither_loses_nor_doubles_the_words(
    open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben, draft = await written(open_house)
    one = await suggested(ben, draft, "breathe badly", "sing")
    submit = open_house.engine.submit

    async def breaks(*given: object, **more: object) -> None:
        raise ConnectionError("the line went down")

    monkeypatch.setattr(open_house.engine, "submit", breaks)
    assert (await ana.send(one + "/acceptance")).status_code == 500
    monkeypatch.setattr(open_house.engine, "submit", submit)
    assert await happened(open_house, SuggestionAccepted) == []
    assert "We sing." in text_in(await ana.text(draft))
    rooms = open_house.app.state.rooms
    (await rooms.room(open_house.partnership, draft.rpartition("/")[2])).give_up("restarted")
    await ana.sent(one + "/acceptance")
    await ana.sent(one + "/acceptance")
    assert text_in(await ana.text(draft)) == "We sing. We rest badly."
    assert len(await happened(open_house, SuggestionAccepted)) == 1


async def test_words_that_somebody_wrote_by_hand_meanwhile_are_not_written_twice(
    open_house: OpenHouse,
) -> None:
    ana, ben, draft = await written(open_house, "We breathe very badly.")
    one = await suggested(ben, draft, "very badly", "badly")
    await ana.sent(draft + "/text", seen="We breathe very badly.", text="We breathe badly.")
    await ana.sent(one + "/acceptance")
    assert text_in(await ana.text(draft)) == "We breathe badly."


async def test_who_takes_it_when_the_record_says_no_leaves_the_draft_as_it_was(
    open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when another process declined it in the same moment."""
    ana, ben, draft = await written(open_house)
    cleo = await open_house.visitor("cleo")
    one = await suggested(ben, draft, "breathe badly", "sing")
    submit = open_house.engine.submit

    async def quicker(partnership: str, command: object, *given: object, **more: object) -> object:
        if isinstance(command, AcceptSuggestion):
            monkeypatch.setattr(open_house.engine, "submit", submit)
            fields = {"suggestion": command.suggestion, "why": "No."}
            await open_house.ask(DeclineSuggestion, fields, by="ana")
        return await submit(partnership, command, *given, **more)

    monkeypatch.setattr(open_house.engine, "submit", quicker)
    refused = await cleo.send(one + "/acceptance")
    assert refused.status_code == 409
    assert text_in(await ana.text(draft)) == "We breathe badly. We rest badly."
    assert await authors(open_house, draft) == [("ana", "We breathe badly. We rest badly.")]


@pytest.mark.parametrize(
    ("text", "passage", "replacement", "expected"),
    [
        ("We are for patients.", "for patients", "with patients", [Edit(7, 3, "with")]),
        ("a b c d", "a b c d", "x b y z", [Edit(4, 3, "y z"), Edit(0, 1, "x")]),
        ("a b", "a b", "x y", [Edit(0, 3, "x y")]),
        ("one two three", "two", "", [Edit(4, 4, "")]),
        ("one two.", "two", "", [Edit(3, 4, "")]),
        ("one", "one", "", [Edit(0, 3, "")]),
        ("(one)", "one", "", [Edit(1, 3, "")]),
    ],
)
def test_words_that_stay_keep_their_authors(
    text: str, passage: str, replacement: str, expected: list[Edit]
) -> None:
    begin = text.index(passage)
    span = Span(begin, begin + len(passage))
    assert changes(text, span, replacement) == expected
    assert done(text, expected).replace(" ", "") == text.replace(passage, replacement).replace(" ", "")
