"""Suggestions and rounds in the view "charter": what waits, what is settled and why, and which round runs."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from events.charter import (
    DraftOpened,
    DraftRoundEnded,
    DraftRoundOpened,
    SuggestionAccepted,
    SuggestionDeclined,
    SuggestionWithdrawn,
    WordingProposed,
)
from projections import charter
from projections.charter import PROJECTION
from tests.projections.test_charter import MISSION, START, suggested, told, words
from tests.workspace.histories import told as told_by_rules

DRAFT = (MISSION, DraftOpened(draft="d-1", statement="s-1", language="en"))
SOON = START + timedelta(days=1)


def test_what_waits_comes_first_and_what_is_settled_says_how_and_by_whom() -> None:
    view, _ = told(
        *DRAFT,
        *(suggested(one) for one in ("sg-1", "sg-2", "sg-3", "sg-4")),
        SuggestionAccepted(suggestion="sg-1"),
        SuggestionDeclined(suggestion="sg-2", why=words("It is clear.")),
        SuggestionWithdrawn(suggestion="sg-3"),
    )
    found = charter.suggestions(view, view.drafts["d-1"])
    assert [(one.id, one.status) for one in found] == [
        ("sg-4", "open"),
        ("sg-1", "accepted"),
        ("sg-2", "declined"),
        ("sg-3", "withdrawn"),
    ]
    waiting, accepted, declined, withdrawn = found
    assert (waiting.settled, waiting.why_not) == (None, None)
    assert (waiting.passage, waiting.replacement) == (words("for"), words("with"))
    assert accepted.settled is not None
    assert (accepted.settled.person, accepted.settled.position) == ("ana", 7)
    assert declined.why_not == words("It is clear.")
    assert withdrawn.settled is not None


def test_a_round_runs_until_it_ends_and_two_begin_anew_after_a_proposal() -> None:
    begun = (*DRAFT, DraftRoundOpened(draft="d-1", round=1, ends_at=SOON))
    view, _ = told(*begun)
    assert (view.drafts["d-1"].rounds, view.drafts["d-1"].ends_at) == (1, SOON)
    ended = (*begun, DraftRoundEnded(draft="d-1", round=1, how="by the clock"))
    view, _ = told(*ended)
    assert (view.drafts["d-1"].rounds, view.drafts["d-1"].ends_at) == (1, None)
    proposed = WordingProposed(
        wording="w-1", statement="s-1", text=words("We."), draft="d-1", draft_position=1, draft_root="0" * 64
    )
    view, _ = told(*ended, proposed)
    assert view.drafts["d-1"].rounds == 0


def test_the_page_reads_differently_when_the_time_of_a_round_is_over() -> None:
    view, _ = told(*DRAFT, DraftRoundOpened(draft="d-1", round=1, ends_at=SOON))
    assert charter.next_change(view, START) == SOON
    assert charter.next_change(view, SOON) is None


@pytest.mark.parametrize("seed", range(6))
def test_after_any_valid_history_rounds_and_suggestions_are_what_the_rules_hold(seed: int) -> None:
    story = told_by_rules(Random(seed), 500)
    view = PROJECTION.empty()
    for recorded in story.history:
        if type(recorded.event) in PROJECTION.events:
            view = PROJECTION.fold(view, recorded)
    rules = story.state.charter
    assert {one: (draft.rounds, draft.ends_at) for one, draft in view.drafts.items()} == {
        one: (draft.rounds, draft.ends_at) for one, draft in rules.drafts.items()
    }
    assert {one: (found.draft, found.status) for one, found in view.suggestions.items()} == {
        one: (found.draft, found.status) for one, found in rules.suggestions.items()
    }
