"""An hour without a line, on both sides: whoever comes back finds their own words and everybody else's."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from events.charter import WordingProposed
from tests.web.drafting.house import Drafting
from tests.web.drafting.restarting import Restarting, restarting
from tests.web.drafting.test_together import folded
from tests.web.drafting.windows import Windows, windows
from tests.web.drafting.writing import Window, settled
from tests.web.served import csrf_in
from web.drafting.encoding import number
from web.drafting.gate import LARGEST_UPDATE
from web.drafting.sealing import all_versions
from web.drafting.updates import Range, deletions_of

PEOPLE = ("ana", "ben", "cleo")
THROUGH = ("provider", "page")
"""The provider from npm, unmodified, and the connection of our own pages."""


@pytest_asyncio.fixture
async def house(migrated_database_url: str, tmp_path: Path) -> AsyncIterator[Restarting]:
    """A draft whose server comes and goes."""
    async with restarting(migrated_database_url, tmp_path) as found:
        yield found


async def come_in(table: Windows, draft: Drafting, people: tuple[str, ...], through: str) -> None:
    """Everybody opens the draft."""
    for one in people:
        await table.join(one, draft.house.settings.base_url, draft.draft, await draft.cookie(one), through)


async def wrote(table: Windows, who: str, before: str, text: str, instead_of: str = "") -> None:
    """Somebody writes before some words that they see, or instead of them."""
    seen: str = (await table.do(who, "see"))["text"]
    at = seen.index(instead_of or before) if instead_of or before else len(seen)
    await table.do(who, "write", at=at, remove=len(instead_of), insert=text)


async def proposed(draft: Drafting, who: str) -> None:
    """Somebody presses the button that freezes the text."""
    base = draft.house.settings.base_url
    headers = {"Cookie": await draft.cookie(who), "Origin": base}
    async with httpx.AsyncClient(base_url=draft.house.base, headers=headers) as browser:
        page = await browser.get(f"/drafts/{draft.draft}")
        fields = {"csrf": csrf_in(page), "command": "a" * 32}
        answer = await browser.post(f"/drafts/{draft.draft}/proposal", data=fields)
    assert answer.status_code == 303, answer.text
    history = await draft.house.engine.history(draft.house.partnership, 0)
    assert any(isinstance(one.event, WordingProposed) for one in history)


async def must_be_kept(draft: Drafting, ends: dict[str, Any]) -> None:
    """What is stored is what everybody has, closed or not."""
    room = await draft.rooms.room(draft.house.partnership, draft.draft)
    assert room.text == ends["text"]
    for _ in range(2):
        kept = folded(room.keeping, room.since - 1)
        assert settled(kept.whole) == settled(b64decode(ends["whole"]))
        await draft.rooms.close_up(room)
    spans = all_versions(room.keeping)[-1].spans
    assert "".join(span.text for span in spans) == ends["text"]
    for span in spans:
        assert not any(one.title() in span.text for one in PEOPLE if one != span.author), span


@pytest.mark.parametrize("through", THROUGH)
async def test_nobody_loses_a_word_while_one_is_away_and_the_draft_is_restarted_closed_and_proposed(
    house: Restarting, through: str
) -> None:
    draft = house.draft
    assert draft is not None
    async with windows() as table:
        await come_in(table, draft, PEOPLE, through)
        await wrote(table, "ana", "", "We breathe badly. To be taken out. Together.")
        await table.same(*PEOPLE)
        await table.do("ana", "leave")
        await wrote(table, "ana", "We", "Ana first. ")
        await wrote(table, "ana", "", "easily", instead_of="badly")
        await wrote(table, "ana", "taken out", "(Ana inside) ")
        await wrote(table, "ben", "", "", instead_of="To be taken out. ")
        await table.same("ben", "cleo", holding="We breathe badly. Together.")
        await house.stop()
        await wrote(table, "ben", "", " Ben without a server.")
        await wrote(table, "ana", "Together", "Ana, too. ")
        draft = await house.start()
        await table.same("ben", "cleo")
        await proposed(draft, "ben")
        await wrote(table, "cleo", "We", "Cleo after the proposal. ")
        await table.same("ben", "cleo")
        await house.stop()
        await house.start()
        await table.do("ana", "return")
        ends = await table.same(*PEOPLE)
        await table.join(
            "late", draft.house.settings.base_url, draft.draft, await draft.cookie("ben"), through
        )
        assert (await table.same(*PEOPLE, "late"))["text"] == ends["text"]
    no_word_is_missing(ends["text"])
    await must_be_kept(draft, ends)


def no_word_is_missing(text: str) -> None:
    """Everything that somebody wrote stands there once, and what was taken out is gone."""
    of_ana = ("Ana first. ", "easily", "(Ana inside) ", "Ana, too. ")
    for words in (*of_ana, " Ben without a server.", "Cleo after the proposal. "):
        assert text.count(words) == 1, words
    assert "badly" not in text
    assert "taken" not in text
    assert "out" not in text.replace("without", "")


@pytest.mark.parametrize("through", THROUGH)
async def test_two_who_both_wrote_for_an_hour_without_a_line_end_the_same(
    house: Restarting, through: str
) -> None:
    draft = house.draft
    assert draft is not None
    async with windows() as table:
        await come_in(table, draft, ("ana", "ben"), through)
        await wrote(table, "ana", "", "Ana began. ")
        await table.same("ana", "ben")
        await house.stop()
        for who in ("ana", "ben"):
            await table.do(who, "leave")
            edits = [[at * 70 % 400, 0, f"{who.title()}{at} "] for at in range(300)]
            await table.do(who, "type", edits=edits, pause=0)
        await house.start()
        await table.do("ana", "return")
        await table.do("ben", "return")
        ends = await table.same("ana", "ben")
    written = "Ana began. " + "".join(f"Ana{at} Ben{at} " for at in range(300))
    assert sorted(ends["text"]) == sorted(written), (
        "they write into each other's words, and no letter is lost"
    )
    await must_be_kept(draft, ends)


@pytest.mark.parametrize("through", THROUGH)
async def test_who_comes_back_to_a_draft_with_many_words_taken_out_is_let_in(
    house: Restarting, through: str
) -> None:
    """A window that comes back says all that is deleted, each time: here more than an update may hold."""
    draft = house.draft
    assert draft is not None
    room = await draft.rooms.room(draft.house.partnership, draft.draft)
    await room.offer("ana", Window(7).write(0, "ab" * 24_000))
    gone = [Range(7, at, 1) for at in range(1, 48_000, 2)]
    for begin in range(0, len(gone), 8_000):
        await room.offer("ana", number(0) + deletions_of(tuple(gone[begin : begin + 8_000])))
    async with windows() as table:
        await come_in(table, draft, ("ana", "ben"), through)
        await table.do("ana", "leave")
        await table.do("ana", "write", at=0, remove=2, insert="Ana away. ")
        await table.do("ben", "write", at=100, remove=0, insert="Ben here. ")
        await table.do("ana", "return")
        ends = await table.same("ana", "ben")
    assert len(deletions_of(tuple(gone))) > LARGEST_UPDATE
    assert ends["text"].replace("Ben here. ", "") == "Ana away. " + "a" * 23_998
    new = [change.data or b"" for change in room.keeping.read(4)]
    assert 0 < sum(map(len, new)) < 1_000, "only what is new is kept"
    await must_be_kept(draft, ends)
