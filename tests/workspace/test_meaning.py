"""Rules about what a text should say: everybody is asked, and all is shown at the same moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events.charter import IdeasInvited, IdeasRevealed, InterestDeclared
from tests.workspace.table import START, Table, words
from workspace.charter.commands import (
    DeclareInterest,
    InviteIdeas,
    OpenStatement,
    RevealIdeas,
    RevealIdeasByClock,
)
from workspace.scheduled import command_for, due_after


class Meaning(Table):
    """A table with ben, cleo for an organisation, and a facilitator; its mission is open."""

    def __init__(self) -> None:
        super().__init__()
        self.admit("ben")
        self.admit("fay", role="facilitator")
        self.mission = self.makes("ana", OpenStatement(kind="mission"))

    def asks_everybody(self, hours: float | None = None) -> str:
        """A round, and its id; with hours it ends by the clock."""
        at = self.now + timedelta(hours=hours) if hours else None
        return self.makes("fay", InviteIdeas(statement=self.mission, reveals_at=at))


def says(asked: str, *texts: str) -> DeclareInterest:
    """What somebody writes: what matters, and up to three ideas."""
    interest, first, second, third, *_ = [*(words(one) for one in texts), None, None, None, None]
    return DeclareInterest(
        round=asked, interest=interest, first_idea=first, second_idea=second, third_idea=third
    )


@pytest.fixture
def table() -> Meaning:
    return Meaning()


def test_those_who_lead_ask_everybody_and_one_round_runs_at_a_time(table: Meaning) -> None:
    table.refuses("ben", InviteIdeas(statement=table.mission), "Ask a facilitator")
    table.refuses("fay", InviteIdeas(statement="nothing"), "Open it first")
    (invited,) = table.does("fay", InviteIdeas(statement=table.mission))
    asked = table.act.command
    assert invited == IdeasInvited(round=asked, statement=table.mission, reveals_at=None)
    table.refuses("ana", InviteIdeas(statement=table.mission), "being asked already")
    vision = table.makes("ana", OpenStatement(kind="vision"))
    table.does("ana", InviteIdeas(statement=vision))


def test_when_one_round_is_over_everybody_can_be_asked_again(table: Meaning) -> None:
    asked = table.asks_everybody()
    table.does("ben", says(asked, "air"))
    table.does("fay", RevealIdeas(round=asked))
    assert table.asks_everybody() != asked


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (timedelta(minutes=4), "no time to write"),
        (timedelta(hours=-1), "no time to write"),
        (timedelta(days=61), "two months"),
    ],
)
def test_the_time_when_all_is_shown_leaves_time_to_write_but_not_for_ever(
    table: Meaning, after: timedelta, why: str
) -> None:
    table.refuses("fay", InviteIdeas(statement=table.mission, reveals_at=START + after), why)


def test_whoever_takes_part_says_what_matters_and_may_say_it_otherwise_until_all_is_shown(
    table: Meaning,
) -> None:
    asked = table.asks_everybody()
    (said,) = table.does("ben", says(asked, "air", "walks", "buses", "rest"))
    assert said == InterestDeclared(
        round=asked,
        interest=words("air"),
        first_idea=words("walks"),
        second_idea=words("buses"),
        third_idea=words("rest"),
    )
    table.does("ben", says(asked, "better air"))
    table.does("fay", says(asked, "time"))
    (shown,) = table.does("fay", RevealIdeas(round=asked))
    assert shown == IdeasRevealed(round=asked, how="by hand", authors=2)
    table.refuses("ben", says(asked, "late"), "shown already")


def test_saying_nothing_takes_back_what_was_said_and_is_refused_where_nothing_was(table: Meaning) -> None:
    asked = table.asks_everybody()
    table.refuses("ben", says(asked), "at least one thing")
    table.does("ben", says(asked, "air"))
    table.does("ben", says(asked))
    table.refuses("ben", says(asked), "at least one thing")
    table.refuses("fay", RevealIdeas(round=asked), "Nobody has written anything yet")


def test_who_only_looks_says_nothing(table: Meaning) -> None:
    asked = table.asks_everybody()
    for role in ("observer", "funder", "auditor"):
        table.admit(role, role=role)
        table.refuses(role, says(asked, "air"), "")
    table.refuses("nobody", says(asked, "air"), "")


def test_those_who_lead_show_all_at_once_when_somebody_has_written(table: Meaning) -> None:
    asked = table.asks_everybody(hours=2)
    table.refuses("fay", RevealIdeas(round=asked), "Give people some time")
    table.does("ben", says(asked, "air"))
    table.refuses("ben", RevealIdeas(round=asked), "Ask a facilitator")
    table.refuses("fay", RevealIdeas(round="nothing"), "Nobody has asked")
    table.does("ana", RevealIdeas(round=asked))
    table.refuses("ana", RevealIdeas(round=asked), "shown already")


def test_the_clock_shows_all_at_the_time_that_was_said_and_once(table: Meaning) -> None:
    asked = table.asks_everybody(hours=2)
    table.does("ben", says(asked, "air"))
    command = RevealIdeasByClock(round=asked)
    table.refuses("ben", command, "Only the clock")
    table.later(hours=1).stays_quiet("clock", command, clock=True)
    (shown,) = table.later(hours=1).does("clock", command, clock=True)
    assert shown == IdeasRevealed(round=asked, how="by the clock", authors=1)
    table.later(hours=1).stays_quiet("clock", command, clock=True)
    table.stays_quiet("clock", RevealIdeasByClock(round="nothing"), clock=True)


def test_the_clock_ends_a_round_in_which_nobody_wrote(table: Meaning) -> None:
    asked = table.asks_everybody(hours=1)
    (shown,) = table.later(hours=1).does("clock", RevealIdeasByClock(round=asked), clock=True)
    assert shown == IdeasRevealed(round=asked, how="by the clock", authors=0)


def test_the_clock_stays_quiet_about_a_round_that_was_shown_by_hand_or_has_no_time(table: Meaning) -> None:
    asked = table.asks_everybody(hours=1)
    table.does("ben", says(asked, "air"))
    table.does("fay", RevealIdeas(round=asked))
    table.later(hours=2).stays_quiet("clock", RevealIdeasByClock(round=asked), clock=True)
    without = table.asks_everybody()
    table.later(days=90).stays_quiet("clock", RevealIdeasByClock(round=without), clock=True)


def test_what_is_said_after_its_time_and_before_the_clock_came_counts(table: Meaning) -> None:
    """A clock that is late takes nothing away: until all is shown, everybody can write."""
    asked = table.asks_everybody(hours=1)
    table.later(hours=2).does("ben", says(asked, "air"))
    (shown,) = table.does("clock", RevealIdeasByClock(round=asked), clock=True)
    assert isinstance(shown, IdeasRevealed)
    assert shown.authors == 1


def test_a_round_with_a_time_is_due_then_and_one_without_never_is(table: Meaning) -> None:
    at = START + timedelta(hours=3)
    timed = IdeasInvited(round="r-1", statement="s-1", reveals_at=at)
    assert due_after([timed]) == [(at, "reveal ideas", "r-1")]
    assert due_after([IdeasInvited(round="r-1", statement="s-1", reveals_at=None)]) == []
    assert command_for("reveal ideas", "r-1") == RevealIdeasByClock(round="r-1")
