"""Voting and objecting: what each command does, refuses, or leaves quiet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from events.decisions import (
    BallotCast,
    BallotRecast,
    BallotWithdrawn,
    DecisionExtended,
    Method,
    ObjectionRaised,
    ObjectionResolved,
)
from tests.workspace.table import START, words
from tests.workspace.voting import Voting, no_objection
from workspace.decisions.commands import (
    CastBallot,
    ExtendDecision,
    IntegrateObjection,
    RaiseObjection,
    WithdrawBallot,
    WithdrawObjection,
)
from workspace.partners.commands import GrantMandate

TOMORROW = START + timedelta(days=1)


@pytest.fixture
def table() -> Voting:
    return Voting()


@pytest.mark.parametrize(
    ("method", "fits", "does_not"),
    [("majority", ["yes", "no", "abstain"], ["no objection"]), ("no objection", ["no objection"], ["yes"])],
)
def test_a_ballot_is_one_of_the_methods_choices(
    table: Voting, method: Method, fits: list[Any], does_not: list[Any]
) -> None:
    decision = table.put(method=method)
    for choice in does_not:
        table.refuses("ben", CastBallot(decision=decision, choice=choice), "does not fit this vote")
    for choice in fits:
        table.does("ben", CastBallot(decision=decision, choice=choice))


def test_the_same_choice_stays_quiet_and_another_replaces_it(table: Voting) -> None:
    decision = table.put(method="majority")
    yes, no = (CastBallot(decision=decision, choice=choice) for choice in ("yes", "no"))
    assert table.does("ben", yes) == (BallotCast(decision=decision, voter="ben", choice="yes"),)
    table.stays_quiet("ben", yes)
    assert table.does("ben", no) == (BallotRecast(decision=decision, voter="ben", choice="no"),)
    assert table.does("ben", yes) == (BallotRecast(decision=decision, voter="ben", choice="yes"),)


def test_a_vote_is_taken_back_and_given_again(table: Voting) -> None:
    decision = table.put()
    withdraw = WithdrawBallot(decision=decision)
    table.stays_quiet("ben", withdraw)
    table.does("ben", no_objection(decision))
    assert table.does("ben", withdraw) == (BallotWithdrawn(decision=decision, voter="ben"),)
    table.stays_quiet("ben", withdraw)
    assert type(table.does("ben", no_objection(decision))[0]) is BallotCast


def test_nobody_votes_on_what_is_not_there(table: Voting) -> None:
    assert table.refuses("ben", no_objection("nowhere"), "is not here").kind == "not found"


@pytest.mark.parametrize(
    ("kind", "saying"), [("members", "Only people who were members"), ("partners", "Only partners who were")]
)
def test_who_came_later_does_not_vote(table: Voting, kind: Any, saying: str) -> None:
    decision = table.put(electorate_kind=kind)
    table.admit("dan")
    for command in (
        no_objection(decision),
        WithdrawBallot(decision=decision),
        RaiseObjection(decision=decision, reason=words()),
    ):
        table.refuses("dan", command, saying)


def test_a_partners_one_voice_is_its_speakers(table: Voting) -> None:
    clinic = table.organisation("dan")
    decision = table.put()
    table.admit("eve")
    table.does("ana", GrantMandate(person="eve", partner=table.organisation()))
    table.does(f"dan/{clinic}", no_objection(decision))
    table.refuses("eve", no_objection(decision), "Only partners who were")


def test_who_speaks_for_several_is_told_which_one_may_vote(table: Voting) -> None:
    decision = table.put()
    clinic = table.organisation()
    table.does("ana", GrantMandate(person="ben", partner=clinic))
    table.refuses(f"ben/{clinic}", no_objection(decision), "Another place that you speak for")


def test_a_new_speaker_votes_in_the_same_voice(table: Voting) -> None:
    clinic = table.organisation()
    table.does("ana", GrantMandate(person="ben", partner=clinic, until=START + timedelta(hours=1)))
    decision = table.put(method="majority")
    table.does(f"ben/{clinic}", CastBallot(decision=decision, choice="yes"))
    table.later(hours=1).does("ana", GrantMandate(person="cleo", partner=clinic))
    assert table.does(f"cleo/{clinic}", CastBallot(decision=decision, choice="no")) == (
        BallotRecast(decision=decision, voter=clinic, choice="no"),
    )


def test_an_import_votes_as_the_voter(table: Voting) -> None:
    decision = table.put(electorate_kind="members")
    (cast,) = table.does("ben", no_objection(decision), recorded_by="import")
    assert cast == BallotCast(decision=decision, voter="ben", choice="no objection")
    table.refuses("nobody", no_objection(decision), "not a member here yet", recorded_by="import")


def test_nothing_is_voted_after_the_closing_time_even_before_the_clock_comes(table: Voting) -> None:
    decision = table.put(closes_at=TOMORROW)
    objection = table.makes("cleo", RaiseObjection(decision=decision, reason=words()))
    table.later(days=1)
    for who, command in (
        ("ben", no_objection(decision)),
        ("ben", WithdrawBallot(decision=decision)),
        ("ben", RaiseObjection(decision=decision, reason=words())),
        ("cleo", WithdrawObjection(objection=objection)),
        ("ana", IntegrateObjection(objection=objection, note=words())),
        ("ana", ExtendDecision(decision=decision, closes_at=TOMORROW + timedelta(days=1), why=words())),
    ):
        table.refuses(who, command, "The time to vote is over")


def test_an_objection_has_a_reason_and_stands_as_the_ballot(table: Voting) -> None:
    decision = table.put()
    raise_it = RaiseObjection(decision=decision, reason=words())
    assert table.does("ben", raise_it) == (
        ObjectionRaised(objection=table.act.command, decision=decision, voter="ben", reason=words()),
    )
    table.refuses("ben", raise_it, "have an objection here already")
    table.refuses("ben", no_objection(decision), "Take it back first, then vote")
    table.refuses("ben", WithdrawBallot(decision=decision), "Take it back first, then vote")


def test_an_objection_replaces_the_ballot_and_taking_it_back_leaves_none(table: Voting) -> None:
    decision = table.put()
    table.does("ben", no_objection(decision))
    objection = table.makes("ben", RaiseObjection(decision=decision, reason=words()))
    withdraw = WithdrawObjection(objection=objection, note=words())
    assert table.does("ben", withdraw) == (
        ObjectionResolved(objection=objection, decision=decision, how="withdrawn", note=words()),
    )
    table.stays_quiet("ben", withdraw)
    table.stays_quiet("ben", WithdrawBallot(decision=decision))
    assert table.does("ben", no_objection(decision)) == (
        BallotCast(decision=decision, voter="ben", choice="no objection"),
    )


def test_only_the_one_who_objected_takes_it_back(table: Voting) -> None:
    decision = table.put()
    objection = table.makes("ben", RaiseObjection(decision=decision, reason=words()))
    table.refuses("ana", WithdrawObjection(objection=objection), "Only the one who objected")
    table.refuses("ana", WithdrawObjection(objection="nowhere"), "is not here")


def test_the_opener_or_who_leads_takes_an_objection_in(table: Voting) -> None:
    decision = table.put("ben")
    for who in ("ben", "ana"):
        objection = table.makes("cleo", RaiseObjection(decision=decision, reason=words()))
        integrate = IntegrateObjection(objection=objection, note=words())
        table.refuses("cleo", integrate, "Only the person who opened this")
        assert table.does(who, integrate) == (
            ObjectionResolved(objection=objection, decision=decision, how="integrated", note=words()),
        )
        table.refuses(who, integrate, "settled already")


def test_a_majority_has_no_objections(table: Voting) -> None:
    command = RaiseObjection(decision=table.put(method="majority"), reason=words())
    table.refuses("ben", command, "Vote no")


def test_more_time_is_given_by_the_opener_or_who_leads(table: Voting) -> None:
    decision = table.put("ben", closes_at=TOMORROW)
    later = TOMORROW + timedelta(days=3)
    extend = ExtendDecision(decision=decision, closes_at=later, why=words())
    table.refuses("cleo", extend, "Only the person who opened this")
    assert table.does("ben", extend) == (DecisionExtended(decision=decision, closes_at=later, why=words()),)
    table.refuses("ana", extend, "gives no more time")
    table.later(days=2).does("cleo", no_objection(decision))


def test_more_time_is_a_year_at_most_and_only_where_time_is_set(table: Voting) -> None:
    far = ExtendDecision(
        decision=table.put(closes_at=TOMORROW), closes_at=START + timedelta(days=400), why=words()
    )
    table.refuses("ben", far, "more than a year")
    endless = ExtendDecision(decision=table.put(), closes_at=TOMORROW, why=words())
    table.refuses("ben", endless, "has no closing time")
