"""Rules about suggestions for a draft, and about its two rounds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events.anchors import Anchor
from events.charter import (
    DraftRoundEnded,
    DraftRoundOpened,
    SuggestionAccepted,
    SuggestionDeclined,
    SuggestionMade,
    SuggestionWithdrawn,
)
from tests.workspace.table import words
from tests.workspace.test_drafting import ROOT, Drafting
from workspace.charter.commands import (
    AcceptSuggestion,
    DeclineSuggestion,
    EndDraftRound,
    EndDraftRoundByClock,
    MakeSuggestion,
    OpenDraftRound,
    ProposeDraft,
    WithdrawSuggestion,
)
from workspace.scheduled import END_DRAFT_ROUND, command_for, due_after

HERE = Anchor("AAEA", "AAEB")
SERVER = {"counted": True}


@pytest.fixture
def table() -> Drafting:
    table = Drafting()
    table.admit("cleo")
    return table


def suggested(table: Drafting, **more: object) -> str:
    """Ben suggests something for the draft."""
    fields = {"draft": table.draft, "anchor": HERE, "passage": words("for"), "replacement": words("with")}
    return table.makes("ben", MakeSuggestion(**{**fields, **more}), counted=True)  # type: ignore[arg-type]


def test_a_suggestion_says_where_which_words_what_instead_and_why(table: Drafting) -> None:
    command = MakeSuggestion(draft=table.draft, anchor=HERE, passage=words("for"), why=words("kinder"))
    (made,) = table.does("ben", command, **SERVER)
    assert made == SuggestionMade(
        suggestion=table.act.command,
        draft=table.draft,
        anchor=HERE,
        passage=words("for"),
        replacement=None,
        why=words("kinder"),
    )


def test_only_the_server_says_where_words_stand_and_that_they_came_in(table: Drafting) -> None:
    command = MakeSuggestion(draft=table.draft, anchor=HERE, passage=words("for"))
    table.refuses("ben", command, "Only the server")
    table.refuses("cleo", AcceptSuggestion(suggestion=suggested(table)), "Only the server")


def test_nothing_is_suggested_for_a_draft_that_is_not_there(table: Drafting) -> None:
    command = MakeSuggestion(draft="nothing", anchor=HERE, passage=words("for"))
    table.refuses("ben", command, "no such draft", **SERVER)


def test_somebody_else_accepts_and_twice_is_once(table: Drafting) -> None:
    one = suggested(table)
    table.refuses("ben", AcceptSuggestion(suggestion=one), "your own suggestion", **SERVER)
    assert table.does("cleo", AcceptSuggestion(suggestion=one), **SERVER) == (
        SuggestionAccepted(suggestion=one),
    )
    table.stays_quiet("ana", AcceptSuggestion(suggestion=one), **SERVER)


def test_somebody_else_declines_with_a_reason(table: Drafting) -> None:
    one = suggested(table)
    table.refuses("ben", DeclineSuggestion(suggestion=one, why=words()), "your own suggestion")
    (declined,) = table.does("cleo", DeclineSuggestion(suggestion=one, why=words("clear as it is")))
    assert declined == SuggestionDeclined(suggestion=one, why=words("clear as it is"))


def test_only_its_author_takes_a_suggestion_back_and_twice_is_once(table: Drafting) -> None:
    one = suggested(table)
    table.refuses("cleo", WithdrawSuggestion(suggestion=one), "Only its author")
    assert table.does("ben", WithdrawSuggestion(suggestion=one)) == (SuggestionWithdrawn(suggestion=one),)
    table.stays_quiet("ben", WithdrawSuggestion(suggestion=one))


@pytest.mark.parametrize("how", ["accepted", "declined", "withdrawn"])
def test_what_is_settled_stays_so(table: Drafting, how: str) -> None:
    one = suggested(table)
    settle = {
        "accepted": ("cleo", AcceptSuggestion(suggestion=one), SERVER),
        "declined": ("cleo", DeclineSuggestion(suggestion=one, why=words()), {}),
        "withdrawn": ("ben", WithdrawSuggestion(suggestion=one), {}),
    }
    who, command, act = settle.pop(how)
    table.does(who, command, **act)
    for who, command, act in settle.values():
        table.refuses(who, command, "settled already", **act)


def test_a_suggestion_that_nobody_made_is_not_there(table: Drafting) -> None:
    table.refuses("ana", AcceptSuggestion(suggestion="nothing"), "not here", **SERVER)
    table.refuses("ana", DeclineSuggestion(suggestion="nothing", why=words()), "not here")
    table.refuses("ana", WithdrawSuggestion(suggestion="nothing"), "not here")


def test_those_who_lead_begin_two_rounds_and_no_third(table: Drafting) -> None:
    begin = OpenDraftRound(draft=table.draft, minutes=20)
    table.refuses("ben", begin, "Only those who lead")
    for number in (1, 2):
        (opened,) = table.does("ana", begin)
        ends_at = table.now + timedelta(minutes=20)
        assert opened == DraftRoundOpened(draft=table.draft, round=number, ends_at=ends_at)
        table.refuses("ana", begin, "running already")
        (ended,) = table.does("ana", EndDraftRound(draft=table.draft))
        assert ended == DraftRoundEnded(draft=table.draft, round=number, how="by hand")
        table.stays_quiet("ana", EndDraftRound(draft=table.draft))
    table.refuses("ana", begin, "Both rounds are over")


def test_the_clock_ends_a_round_once_when_its_time_is_over_and_not_before(table: Drafting) -> None:
    (opened,) = table.does("ana", OpenDraftRound(draft=table.draft, minutes=20))
    assert due_after([opened]) == [(table.now + timedelta(minutes=20), END_DRAFT_ROUND, table.draft)]
    command = command_for(END_DRAFT_ROUND, table.draft)
    table.stays_quiet("clock", command, clock=True)
    table.later(minutes=20)
    assert table.does("clock", command, clock=True) == (
        DraftRoundEnded(draft=table.draft, round=1, how="by the clock"),
    )
    table.stays_quiet("clock", command, clock=True)


def test_the_clock_of_an_earlier_round_does_not_end_the_next_one(table: Drafting) -> None:
    table.does("ana", OpenDraftRound(draft=table.draft, minutes=20))
    table.does("ana", EndDraftRound(draft=table.draft))
    table.later(minutes=10).does("ana", OpenDraftRound(draft=table.draft, minutes=20))
    table.later(minutes=10).stays_quiet("clock", EndDraftRoundByClock(draft=table.draft), clock=True)


def test_a_round_whose_time_is_over_is_no_hindrance_when_the_clock_is_late(table: Drafting) -> None:
    table.does("ana", OpenDraftRound(draft=table.draft, minutes=20))
    table.later(minutes=21)
    ended, opened = table.does("ana", OpenDraftRound(draft=table.draft, minutes=5))
    assert ended == DraftRoundEnded(draft=table.draft, round=1, how="by the clock")
    assert isinstance(opened, DraftRoundOpened)
    assert opened.round == 2


def test_after_a_proposal_there_are_two_rounds_again(table: Drafting) -> None:
    for _ in range(2):
        table.does("ana", OpenDraftRound(draft=table.draft, minutes=20))
        table.does("ana", EndDraftRound(draft=table.draft))
    propose = ProposeDraft(draft=table.draft, text=words(), position=1, root=ROOT)
    table.does("ben", propose, **SERVER)
    (opened,) = table.does("ana", OpenDraftRound(draft=table.draft, minutes=20))
    assert isinstance(opened, DraftRoundOpened)
    assert opened.round == 1


def test_there_are_no_rounds_of_a_draft_that_is_not_there(table: Drafting) -> None:
    table.refuses("ana", OpenDraftRound(draft="nothing", minutes=20), "no such draft")
    table.refuses("ana", EndDraftRound(draft="nothing"), "no such draft")
    table.stays_quiet("clock", EndDraftRoundByClock(draft="nothing"), clock=True)


def test_a_round_whose_text_was_proposed_meanwhile_is_over_and_the_clock_stays_quiet(table: Drafting) -> None:
    table.does("ana", OpenDraftRound(draft=table.draft, minutes=20))
    table.does("ben", ProposeDraft(draft=table.draft, text=words(), position=1, root=ROOT), **SERVER)
    table.later(minutes=30).stays_quiet("clock", EndDraftRoundByClock(draft=table.draft), clock=True)
