"""Statements and wordings: what each command does, refuses, or leaves quiet."""

from __future__ import annotations

import pytest

from events.charter import StatementOpened, WordingCorrected, WordingProposed, WordingWithdrawn
from events.decisions import DecisionSuperseded, Subject
from tests.workspace.table import Table, words
from workspace.charter.commands import CorrectWording, OpenStatement, ProposeWording, WithdrawWording
from workspace.decisions.commands import CastBallot, CloseDecision, OpenDecision


class Charter(Table):
    """A table with ben and cleo, and a mission that was begun."""

    def __init__(self) -> None:
        super().__init__()
        self.admit("ben")
        self.admit("cleo")
        self.mission = self.makes("ana", OpenStatement(kind="mission"))

    def proposed(self, who: str = "ben") -> str:
        """A wording for the mission."""
        return self.makes(who, ProposeWording(statement=self.mission, text=words("a mission")))

    def put(self, wording: str) -> str:
        """A decision on a wording."""
        return self.makes("ana", OpenDecision(title=words(), subject=Subject("wording", wording)))

    def adopted(self, who: str = "ben") -> str:
        """A wording that everyone agreed on."""
        wording = self.proposed(who)
        decision = self.put(wording)
        for voter in ("ana", "ben", "cleo"):
            self.does(voter, CastBallot(decision=decision, choice="no objection"))
        self.does("ana", CloseDecision(decision=decision))
        return wording


@pytest.fixture
def table() -> Charter:
    return Charter()


def test_a_statement_of_each_kind_is_opened_once(table: Charter) -> None:
    assert table.does("ben", OpenStatement(kind="vision")) == (
        StatementOpened(statement=table.act.command, kind="vision"),
    )
    table.refuses("cleo", OpenStatement(kind="vision"), "open already")


def test_a_wording_is_proposed_for_a_statement(table: Charter) -> None:
    command = ProposeWording(statement=table.mission, text=words("a mission"))
    assert table.does("ben", command) == (
        WordingProposed(
            wording=table.act.command,
            statement=table.mission,
            text=words("a mission"),
            draft=None,
            draft_position=None,
            draft_root=None,
        ),
    )


def test_a_wording_needs_a_statement(table: Charter) -> None:
    table.refuses("ben", ProposeWording(statement="nowhere", text=words()), "Nobody has begun this page")


def test_a_new_wording_overtakes_the_open_decision_on_an_earlier_one(table: Charter) -> None:
    decision = table.put(table.proposed())
    events = table.does("cleo", ProposeWording(statement=table.mission, text=words()))
    assert events[1:] == (DecisionSuperseded(decision=decision, by=table.act.command),)
    table.refuses("ben", CastBallot(decision=decision, choice="no objection"), "new text has replaced")


def test_a_new_wording_of_another_statement_leaves_the_decision_open(table: Charter) -> None:
    decision = table.put(table.proposed())
    vision = table.makes("ana", OpenStatement(kind="vision"))
    assert len(table.does("cleo", ProposeWording(statement=vision, text=words()))) == 1
    table.does("ben", CastBallot(decision=decision, choice="no objection"))


def test_a_closed_decision_is_not_overtaken(table: Charter) -> None:
    table.adopted()
    assert len(table.does("cleo", ProposeWording(statement=table.mission, text=words()))) == 1


def test_an_overtaken_wording_can_be_put_again(table: Charter) -> None:
    first = table.proposed()
    table.put(first)
    table.proposed("cleo")
    table.put(first)


@pytest.mark.parametrize("who", ["ben", "ana"])
def test_its_author_or_who_leads_corrects_a_wording(table: Charter, who: str) -> None:
    wording = table.proposed()
    correct = CorrectWording(wording=wording, text=words("better"), why=words("typo"))
    corrected = (WordingCorrected(wording=wording, text=words("better"), why=words("typo")),)
    assert table.does(who, correct) == corrected
    table.put(wording)
    assert table.does(who, correct) == corrected


def test_an_adopted_wording_can_be_corrected(table: Charter) -> None:
    table.does("ben", CorrectWording(wording=table.adopted(), text=words(), why=words()))


def test_others_propose_a_wording_instead_of_correcting(table: Charter) -> None:
    correct = CorrectWording(wording=table.proposed(), text=words(), why=words())
    table.refuses("cleo", correct, "Only its author or a facilitator")


def test_only_wordings_in_use_are_corrected(table: Charter) -> None:
    wording = table.proposed()
    table.does("ben", WithdrawWording(wording=wording))
    table.refuses("ben", CorrectWording(wording=wording, text=words(), why=words()), "no longer in use")
    earlier = table.adopted()
    table.adopted("cleo")
    table.refuses("ben", CorrectWording(wording=earlier, text=words(), why=words()), "no longer in use")
    table.refuses("ben", CorrectWording(wording="nowhere", text=words(), why=words()), "not here")


def test_an_author_takes_a_wording_back(table: Charter) -> None:
    wording = table.proposed()
    table.refuses("ana", WithdrawWording(wording=wording), "Only its author")
    withdraw = WithdrawWording(wording=wording, why=words())
    assert table.does("ben", withdraw) == (WordingWithdrawn(wording=wording, why=words()),)
    table.stays_quiet("ben", withdraw)
    table.refuses("ben", WithdrawWording(wording="nowhere"), "not here")


def test_a_wording_stays_while_people_vote_on_it_and_once_adopted(table: Charter) -> None:
    wording = table.proposed()
    table.put(wording)
    table.refuses("ben", WithdrawWording(wording=wording), "People are voting")
    table.refuses("cleo", WithdrawWording(wording=wording), "Only its author")
    table.refuses("ben", WithdrawWording(wording=table.adopted()), "so it stays")


def test_a_wording_can_be_taken_back_while_people_vote_on_another(table: Charter) -> None:
    mine, other = table.proposed(), table.proposed("cleo")
    table.put(other)
    table.does("ben", WithdrawWording(wording=mine))


def test_a_wording_taken_back_is_not_put_to_a_vote(table: Charter) -> None:
    wording = table.proposed()
    table.does("ben", WithdrawWording(wording=wording))
    put = OpenDecision(title=words(), subject=Subject("wording", wording))
    table.refuses("ana", put, "waits for a vote")
