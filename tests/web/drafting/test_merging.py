"""A form's changes come into a draft that has gone on meanwhile."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.drafting.merging import edits

TEXTS = st.text(st.sampled_from("ab ñ😀"), max_size=12)


def merged(before: str, after: str, now: str) -> str:
    """The text after the edits are done to it."""
    for at, removed, text in edits(before, after, now):
        now = now[:at] + text + now[at + removed :]
    return now


@pytest.mark.parametrize(
    ("before", "after", "now", "expected"),
    [
        ("", "We breathe", "", "We breathe"),
        ("We breathe", "We breathe easily", "We breathe", "We breathe easily"),
        ("We breathe", "We breathe easily", "All of us: We breathe", "All of us: We breathe easily"),
        ("We never breathe", "We breathe", "We never breathe badly", "We breathe badly"),
        ("We never breathe", "We breathe", "We breathe", "We breathe"),
        ("for patients", "with patients", "for all patients", "with all patients"),
        ("one", "two", "", "two"),
    ],
)
def test_what_others_wrote_meanwhile_stays(before: str, after: str, now: str, expected: str) -> None:
    assert merged(before, after, now) == expected


@given(TEXTS, TEXTS)
def test_where_nobody_else_wrote_the_text_is_as_it_was_left(before: str, after: str) -> None:
    assert merged(before, after, before) == after


@given(TEXTS, TEXTS)
def test_who_changed_nothing_changes_nothing(before: str, now: str) -> None:
    assert merged(before, before, now) == now


LINE = "We breathe easily at night and nobody wakes up afraid. "
LONG = "".join(LINE.replace("night", f"night {number}") for number in range(250))


def test_in_a_long_text_changes_stay_where_they_belong() -> None:
    after = LONG.replace("at night 120 ", "by day ").replace("night 7 ", "noon ")
    now = "First. " + LONG.replace("night 200 ", "night two hundred ") + "Last."
    expected = now.replace("at night 120 ", "by day ").replace("night 7 ", "noon ")
    assert merged(LONG, after, now) == expected


@pytest.mark.parametrize("pattern", ["a b ", " ,", ".", "ab", "a. b. "])
def test_a_text_that_is_made_to_be_hard_to_compare_takes_no_longer(pattern: str) -> None:
    before = (pattern * 16_000)[:16_000]
    began = process_time()
    assert merged(before, before[1:] + "x", before) == before[1:] + "x"
    merged(before, before[::-1], "y" + before[::-1] + "z")
    assert process_time() - began < 2.0
