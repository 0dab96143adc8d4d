"""The page of mission, vision, purpose and values: who sees what, what forms do, what differs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.web.visitors import OpenHouse, Visitor, plain
from web.pages.differences import differences

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %}",
    "javascript:alert(1) %s %(name)s {name}",
    "'; DROP TABLE events; --",
    "\u202eright to left\u202c and ﷽ and 👩‍👩‍👧",
)
LIST = Path(__file__).parents[3] / "shared" / "data" / "hostile_strings" / "blns.json"


async def begun(house: OpenHouse, text: str = "We listen to patients.") -> tuple[Visitor, Visitor, str]:
    """Ana and Ben, and a wording of the mission that Ben proposed."""
    ana, ben = await house.visitor("ana"), await house.visitor("ben")
    await ana.sent("/statements", kind="mission")
    await ben.sent("/statements/mission/wordings", text=text)
    return ana, ben, newest(await house.views())


def newest(views: Any) -> str:
    """The wording proposed last."""
    return str(views.charter.statements["mission"].wordings[-1])


async def agree_on(ana: Visitor, house: OpenHouse, wording: str) -> None:
    """Ana opens a decision that counts however few answer, and closes it."""
    fields = {
        "title": "Shall this be our mission?",
        "subject.kind": "wording",
        "subject.id": wording,
        "quorum": "0",
        "closes_in": "by hand",
    }
    place = (await ana.sent("/decisions", fields)).removeprefix(ana.base)
    await ana.sent(f"{place}/closing")


async def test_an_empty_page_says_how_to_begin_to_those_who_may(open_house: OpenHouse) -> None:
    ben, olga = await open_house.visitor("ben"), await open_house.visitor("olga")
    assert "Begin our mission" in plain(await ben.text("/mission"))
    seen = plain(await olga.text("/mission"))
    assert "Nothing is written here yet" in seen
    assert "Begin our mission" not in seen


async def test_a_wording_is_proposed_by_a_plain_form_and_shown_with_its_author(open_house: OpenHouse) -> None:
    ana, _, wording = await begun(open_house)
    page = await ana.text("/mission")
    assert f'id="wording-{wording}"' in page
    assert "We listen to patients." in plain(page)
    assert "Proposed by Ben Okafor" in plain(page)


async def test_a_wording_keeps_the_language_it_was_written_in(open_house: OpenHouse) -> None:
    ana, ben, _ = await begun(open_house)
    await ben.sent("/statements/mission/wordings", text="Escuchamos.", language="es")
    assert '<span lang="es" dir="auto">Escuchamos.</span>' in await ana.text("/mission")


async def test_what_is_empty_is_refused_with_a_sentence_and_asked_again(open_house: OpenHouse) -> None:
    _, ben, _ = await begun(open_house)
    answer = await ben.send("/statements/mission/wordings", text="   ")
    assert answer.status_code == 422
    assert "Please write something here." in plain(answer.text)


async def test_a_text_that_is_too_long_is_refused_and_kept_in_its_field(open_house: OpenHouse) -> None:
    _, ben, _ = await begun(open_house)
    typed = "long " * 900
    answer = await ben.send("/statements/mission/wordings", text=typed)
    assert answer.status_code == 422
    assert typed.strip() in answer.text
    assert "there is room for 4000" in plain(answer.text)


async def test_a_refusal_keeps_what_was_typed(open_house: OpenHouse) -> None:
    _, ben, wording = await begun(open_house)
    cleo = await open_house.visitor("cleo")
    fields = {"text": "We listen to all patients.", "why": "I like it better"}
    answer = await cleo.send(f"/wordings/{wording}/corrections", fields)
    assert answer.status_code == 403
    assert "Only its author or a facilitator may correct this." in plain(answer.text)
    assert (await open_house.views()).charter.wordings[wording].corrections == []
    answer = await ben.send(f"/wordings/{wording}/corrections", {"text": "We listen to all.", "why": ""})
    assert "We listen to all.</textarea>" in answer.text


async def test_a_correction_is_shown_word_by_word_with_the_earlier_text(open_house: OpenHouse) -> None:
    ana, ben, wording = await begun(open_house, "We lissen to patients.")
    fields = {"text": "We listen to patients.", "why": "a slip"}
    await ben.sent(f"/wordings/{wording}/corrections", fields)
    page = await ana.text("/mission")
    assert re.search(r"<del>.*lissen.*</del><ins>.*listen.*</ins>", page)
    assert "1 word added, 1 word removed" in plain(page)


async def test_a_withdrawn_wording_is_kept_with_the_reason(open_house: OpenHouse) -> None:
    ana, ben, wording = await begun(open_house)
    await ben.sent(f"/wordings/{wording}/withdrawal", why="I have a better one")
    seen = plain(await ana.text("/mission"))
    assert "1 wording that is no longer used" in seen
    assert "I have a better one" in seen


async def test_two_wordings_are_compared_on_a_page_of_their_own(open_house: OpenHouse) -> None:
    ana, ben, first = await begun(open_house, "We listen to patients.")
    await ben.sent("/statements/mission/wordings", text="We listen with patients.")
    second = newest(await open_house.views())
    for pair in (f"one={first}&other={second}", f"one={second}&other={first}"):
        page = await ana.text(f"/mission/differences?{pair}")
        assert re.search(r"<del>.*to </del><ins>.*with </ins>", page)
    assert (await ana.get(f"/mission/differences?one={first}&other=nothing")).status_code == 404


async def test_an_agreed_wording_is_the_mission_for_everyone(open_house: OpenHouse) -> None:
    ana, _, wording = await begun(open_house)
    await agree_on(ana, open_house, wording)
    for person in ("ben", "olga", "ada"):
        page = await (await open_house.visitor(person)).text("/mission")
        assert '<blockquote class="statement">' in page
        assert "We look at it again on" in plain(page)


async def test_one_wording_of_a_statement_is_voted_on_at_a_time(open_house: OpenHouse) -> None:
    ana, ben, first = await begun(open_house, "We listen.")
    await ben.sent("/statements/mission/wordings", text="We act.")
    second = newest(await open_house.views())
    fields = {"title": "Shall we?", "subject.kind": "wording", "subject.id": first, "closes_in": "3"}
    await ana.sent("/decisions", fields)
    page = await ben.text("/mission")
    assert "/decisions/new?wording=" not in page
    assert f"/wordings/{second}/withdrawal" in page
    assert f"/wordings/{first}/withdrawal" not in page
    assert "When the vote on the other wording is over" in plain(page)


async def test_a_slip_in_the_agreed_text_is_put_right_in_the_open(open_house: OpenHouse) -> None:
    ana, ben, wording = await begun(open_house, "We lissen to patients.")
    await agree_on(ana, open_house, wording)
    page = await ben.text("/mission")
    assert f'action="{ben.base}/wordings/{wording}/corrections"' in page
    assert f'action="{ben.base}/wordings/{wording}/withdrawal"' not in page
    assert "Open a decision on it" not in plain(page)
    await ben.sent(f"/wordings/{wording}/corrections", {"text": "We listen.", "why": "a slip"})
    olga = await open_house.visitor("olga")
    seen = plain(await olga.text("/mission"))
    assert "Put right once" in seen
    assert "more than a slip to you" not in seen


async def test_observers_see_what_is_agreed_and_no_person(open_house: OpenHouse) -> None:
    ana, ben, wording = await begun(open_house)
    olga = await open_house.visitor("olga")
    seen = plain(await olga.text("/mission"))
    assert "The partners are talking about it." in seen
    assert "We listen" not in seen
    await agree_on(ana, open_house, wording)
    await ben.sent("/statements/mission/wordings", text="A newer text")
    seen = plain(await olga.text("/mission"))
    assert "We listen" in seen
    assert "A newer text" not in seen
    assert "Ben" not in seen
    second = newest(await open_house.views())
    assert (await olga.get(f"/mission/differences?one={wording}&other={second}")).status_code == 404
    assert (await olga.get("/statements/mission/mine")).status_code == 404
    moments = range(1, (await open_house.views()).position + 1)
    told = [await olga.text(path) for path in ("/", "/history", *(f"/history/{one}" for one in moments))]
    assert not [page for page in told if "A newer text" in page]


async def test_auditors_see_every_text_under_pseudonyms_and_change_nothing(open_house: OpenHouse) -> None:
    await begun(open_house)
    ada = await open_house.visitor("ada")
    seen = plain(await ada.text("/mission"))
    assert "We listen" in seen
    assert "Proposed by Person" in seen
    assert "Ben" not in seen
    answer = await ada.send("/statements/mission/wordings", text="Mine")
    assert "You can look at everything here, but not change it." in plain(answer.text)
    assert len((await open_house.views()).charter.wordings) == 1


async def test_a_replay_shows_the_page_as_it_was_and_nothing_to_do(open_house: OpenHouse) -> None:
    ana, ben, _ = await begun(open_house, "The first text")
    position = (await open_house.views()).position
    await ben.sent("/statements/mission/wordings", text="The second text")
    page = await ana.text(f"/mission?at={position}")
    assert "The first text" in page
    assert "The second text" not in page
    assert "<textarea" not in page


async def test_a_personal_part_answers_alone_and_a_refusal_stands_in_it(open_house: OpenHouse) -> None:
    _, ben, _ = await begun(open_house)
    answer = await ben.send("/statements/mission/wordings", text="", htmx=True)
    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert "Please write something here." in answer.text
    answer = await ben.send("/statements/mission/wordings", text="Another", htmx=True)
    assert answer.status_code == 200
    assert "Propose this wording" in answer.text


async def test_hostile_text_is_text(open_house: OpenHouse) -> None:
    ana, ben, _ = await begun(open_house)
    for text in HOSTILE:
        await ben.sent("/statements/mission/wordings", text=text)
    page = await ana.text("/mission")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "{{ 7 * 7 }}" in page
    for text in HOSTILE:
        assert " ".join(text.split()) in plain(page)


@pytest.mark.parametrize(
    ("earlier", "later", "parts"),
    [
        ("a b c", "a b c", [("same", "a b c")]),
        ("for patients", "with patients", [("removed", "for "), ("added", "with "), ("same", "patients")]),
        ("", "new", [("added", "new")]),
        ("old", "", [("removed", "old")]),
        ("one, two", "one two", [("same", "one "), ("removed", ", "), ("same", "two")]),
    ],
)
def test_differences_are_found_word_by_word(earlier: str, later: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.change, part.text) for part in differences(earlier, later).parts] == parts


def test_texts_that_repeat_one_word_are_compared_in_larger_pieces_and_fast() -> None:
    found = differences("no " * 2_000, "no " * 1_999 + "yes")
    assert [part.change for part in found.parts] == ["removed", "added"]


@pytest.mark.parametrize("text", HOSTILE)
def test_both_texts_can_be_read_back_from_their_differences(text: str) -> None:
    other = "We listen. " + text.replace("a", "e") + "\n\nAnd act."
    parts = differences(text, other).parts
    assert "".join(part.text for part in parts if part.change != "removed") == other
    kept = "".join(part.was or part.text for part in parts if part.change != "added")
    assert kept == text.lstrip()
