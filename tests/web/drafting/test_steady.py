"""When the meaning of a draft has been steady for so long that people only polish it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.drafting.meaning import meaning, same
from web.drafting.steady import Steady, Step, steady

BEGAN = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
ENGLISH = "We breathe easily for patients, and no child is left out."
SPANISH = "Respiramos bien para pacientes y ningún niño queda fuera."


def written(texts: Iterable[tuple[float, str]]) -> list[Step]:
    """A draft: the minutes at which somebody stopped, and how it read."""
    return [
        Step(position, BEGAN + timedelta(minutes=minutes), text)
        for position, (minutes, text) in enumerate(texts, 1)
    ]


def polished(text: str, count: int, since: float, every: float) -> list[tuple[float, str]]:
    """Only commas come and go."""
    return [(since + at * every, text.replace(" ", ", " if at % 2 else " ", 1)) for at in range(count)]


def is_steady(steps: list[Step], language: str = "en") -> bool:
    found = steady(steps, language)
    return found is not None and found.enough


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (SPANISH, "es")])
def test_thirty_commas_in_twenty_minutes_are_only_polish(text: str, language: str) -> None:
    steps = written(polished(text, 31, 0, 40 / 60))
    assert is_steady(steps, language)
    assert not is_steady(steps[:-1], language)


@pytest.mark.parametrize(
    ("text", "word", "instead", "language"),
    [
        (ENGLISH, "for", "with", "en"),
        (ENGLISH, "no child", "any child", "en"),
        (ENGLISH, "We", "They", "en"),
        (SPANISH, "para", "con", "es"),
        (SPANISH, "ningún niño", "un niño", "es"),
    ],
)
def test_another_small_word_moves_the_meaning_and_the_time_begins_again(
    text: str, word: str, instead: str, language: str
) -> None:
    other = text.replace(word, instead)
    moved = [*polished(text, 16, 0, 1), *polished(other, 16, 16, 1)]
    assert not is_steady(written(moved), language)
    found = steady(written(moved), language)
    assert found is not None
    assert (found.since, found.seconds) == (17, 15 * 60)
    assert is_steady(written([*moved, *polished(other, 6, 32, 1)]), language)


def test_going_back_to_the_earlier_meaning_is_a_move_too() -> None:
    there = ENGLISH.replace("for", "with")
    steps = [*polished(ENGLISH, 15, 0, 1), (15, there), *polished(ENGLISH, 15, 16, 1)]
    assert not is_steady(written(steps))


def test_time_in_which_nobody_writes_does_not_count() -> None:
    early = polished(ENGLISH, 12, 0, 1)
    assert not is_steady(written([*early, (11 + 5.1, ENGLISH)]))
    assert not is_steady(written([*early, *polished(ENGLISH, 9, 600, 1)]))
    assert is_steady(written([*early, *polished(ENGLISH, 10, 600, 1)]))
    assert is_steady(written([*early, (15, ENGLISH), (20, ENGLISH)]))


def test_who_writes_without_a_pause_drafts_all_the_same() -> None:
    at = [Step(one, BEGAN + timedelta(seconds=one)) for one in range(2, 1_300)]
    begin, end = Step(1, BEGAN, ENGLISH), Step(1_300, BEGAN + timedelta(seconds=1_300), ENGLISH)
    assert is_steady([begin, *at, end])


def test_what_was_closed_before_counts_on_and_only_where_the_meaning_is_the_same() -> None:
    before = Steady(since=1, seconds=1_000)
    went_on = written(polished(ENGLISH, 5, 0, 1))
    assert steady(went_on, "en", before) == Steady(1, 1_240)
    moved = written([(0, "All breathe."), *polished(ENGLISH, 5, 1, 1)])
    assert steady(moved, "en", before) == Steady(2, 240)
    assert steady(went_on[:1], "en", before) == before


def test_an_empty_draft_means_nothing_for_any_time() -> None:
    assert steady([], "en") is None
    assert steady(written([(at, " … ") for at in range(30)]), "en") is None


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("The patient breathes.", "A patient, breathes!", "en"),
        ("Our patient has a voice", "Our patients have voices", "en"),
        ("A city for families", "Cities for the family", "en"),
        ("We don’t know", "We do not know", "en"),
        ("El paciente respira", "Un paciente… RESPIRA", "es"),
        ("la organización y su voz", "las organizaciones y su voces", "es"),
        ("cuidado del hospital", "cuidado de los hospitales", "es"),
    ],
)
def test_articles_signs_and_one_or_many_do_not_move_it(one: str, other: str, language: str) -> None:
    assert same(meaning(one, language), meaning(other, language), language)


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("it is ours", "its is ours", "en"),
        ("beside us", "besides us", "en"),
        ("We do", "We don't", "en"),
        ("patients and families", "patients or families", "en"),
        ("we may act", "we must act", "en"),
        ("no ayuda", "nos ayuda", "es"),
        ("él decide", "el decide", "es"),
        ("su casa", "sus casa", "es"),
        ("si puede", "sí puede", "es"),
        ("20 %", "20 €", "en"),
    ],
)
def test_no_small_word_is_taken_for_another(one: str, other: str, language: str) -> None:
    assert not same(meaning(one, language), meaning(other, language), language)


@given(st.text(), st.text(), st.sampled_from(["en", "es", "fr"]))
def test_sameness_goes_both_ways(one: str, other: str, language: str) -> None:
    here, there = meaning(one, language), meaning(other, language)
    assert same(here, here, language)
    assert same(here, there, language) == same(there, here, language)
