"""The view "decisions": what each event does to it, counts with denominators, who came and went."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from events.charter import StatementAdopted
from events.decisions import (
    BallotRecast,
    BallotWithdrawn,
    DecisionClosed,
    DecisionExtended,
    DecisionSuperseded,
    ObjectionResolved,
    Outcome,
)
from events.goals import GoalAdopted
from events.partners import (
    PartnerLeft,
    PeopleAdmitted,
    RoleGranted,
    RoleRevoked,
)
from projections import decisions
from projections.decisions import PROJECTION, Decisions
from tests.projections.deciding import (
    CLOSES,
    START,
    History,
    admitted,
    cast,
    closed,
    everything,
    joined,
    objected,
    opened,
    published,
    words,
)


def test_an_opened_decision_has_its_electorate_and_zeros() -> None:
    history = History().tell(opened())
    tally = decisions.tally(history.decision)
    assert (tally.entitled, tally.voted, tally.quorum_needed, tally.missing_for_quorum) == (5, 0, 3, 3)
    assert tally.counts == {"yes": 0, "no": 0, "abstain": 0, "objection": 0}
    assert decisions.open_decisions(history.view) == [history.decision]
    assert decisions.on_subject(history.view, "w-1") == [history.decision]
    assert decisions.turnout(history.decision) == 0


def test_ballots_are_counted_once_for_each_voter_and_keep_when_they_were_first_given() -> None:
    history = History().tell(opened(), cast("a"), cast("b", "no"))
    history.tell(BallotRecast(decision="d-1", voter="b", choice="yes"), at=START + timedelta(hours=1))
    assert history.decision.counts == {"yes": 2, "no": 0, "abstain": 0, "objection": 0}
    voice = history.decision.voices["b"]
    assert (voice.choice, voice.first.when, voice.latest.when) == ("yes", START, START + timedelta(hours=1))
    assert decisions.turnout(history.decision) == Decimal("0.4")


def test_a_withdrawn_ballot_is_no_answer_any_more() -> None:
    history = History().tell(opened(), cast("a"), BallotWithdrawn(decision="d-1", voter="a"))
    assert (history.decision.voted, history.decision.counts["yes"]) == (0, 0)


def test_an_objection_takes_the_place_of_its_voters_ballot() -> None:
    history = History().tell(opened(method="no objection"), cast("a", "no objection"), objected("a"))
    assert history.decision.counts == {"no objection": 0, "objection": 1}
    assert history.decision.voices["a"].objection == "o-1"
    assert history.view.objections["o-1"].reason == words("Too vague.")


@pytest.mark.parametrize("how", ["integrated", "withdrawn"])
def test_after_an_objection_is_answered_its_voter_is_asked_again(how: str) -> None:
    resolved = msgspec.convert(
        {"objection": "o-1", "decision": "d-1", "how": how, "note": None}, ObjectionResolved
    )
    history = History().tell(opened(method="no objection"), objected("a"), resolved)
    objection = history.view.objections["o-1"]
    assert (objection.state, objection.resolved is not None) == (how, True)
    assert history.decision.counts["objection"] == 0
    assert [one.id for one in decisions.unanswered_for(history.view, "p", "a", START)] == ["d-1"]


def test_closing_counting_and_what_followed_are_kept() -> None:
    history = History().tell(opened(), cast("a"), closed("a"), at=CLOSES)
    assert history.state(CLOSES) == "closed, being counted"
    adopted = StatementAdopted(statement="s", wording="w-1", decision="d-1", review_on=date(2027, 3, 9))
    history.tell(published(yes=3, no=1, abstain=0, objection=0), adopted, at=CLOSES)
    decision = history.decision
    assert decision.closing is not None
    assert (decision.closing.voted, decision.closing.early) == (["a"], False)
    assert history.state(CLOSES) == "agreed"
    assert [(one.kind, one.id) for one in decision.followed] == [("statement", "w-1")]
    assert decisions.tally(decision).voted == 4
    assert decisions.open_decisions(history.view) == []
    assert decisions.past_decisions(history.view) == [decision]


def test_a_goal_adopted_without_a_decision_follows_from_none() -> None:
    history = History().tell(opened(), GoalAdopted(goal="g-1", decision=None))
    assert history.decision.followed == []
    history.tell(GoalAdopted(goal="g-1", decision="d-1"))
    assert [(one.kind, one.id) for one in history.decision.followed] == [("goal", "g-1")]


@pytest.mark.parametrize("outcome", ["not agreed", "too few voices"])
def test_without_agreement_it_is_not_agreed(outcome: Outcome) -> None:
    history = History().tell(opened(), closed(), published(outcome), at=CLOSES)
    assert history.state(CLOSES) == "not agreed"


def test_closing_by_hand_before_its_time_is_early() -> None:
    by_hand = DecisionClosed(decision="d-1", how="by hand", why=words("All have answered."), voted=())
    assert History().tell(opened(), by_hand).decision.closing.early  # type: ignore[union-attr]
    assert not History().tell(opened(closes_at=None), by_hand).decision.closing.early  # type: ignore[union-attr]


def test_an_extension_moves_the_closing_and_keeps_the_earlier_time() -> None:
    later = CLOSES + timedelta(days=3)
    history = History().tell(
        opened(), DecisionExtended(decision="d-1", closes_at=later, why=words("Holidays."))
    )
    (extension,) = history.decision.extensions
    assert (extension.before, extension.closes_at, history.decision.closes_at) == (CLOSES, later, later)
    assert history.state(CLOSES) == "open"


def test_a_new_text_replaces_the_question() -> None:
    history = History().tell(opened(), DecisionSuperseded(decision="d-1", by="w-2"))
    assert history.state(START) == "replaced"
    assert history.view.open == []
    assert history.decision.superseded is not None
    assert history.decision.superseded.by == "w-2"


def test_who_came_later_has_no_voice_and_who_left_is_named() -> None:
    history = History().tell(joined("a"), joined("b"), opened(electorate=("a", "b")))
    history.tell(joined("f"), PartnerLeft(partner="b"), joined("g"), PartnerLeft(partner="g"))
    assert decisions.electorate_changes(history.view, history.decision) == (["f"], ["b"])


def test_changes_after_the_closing_are_none_of_its_business() -> None:
    history = History().tell(opened(electorate=("a",)), closed(), joined("f"), PartnerLeft(partner="a"))
    assert decisions.electorate_changes(history.view, history.decision) == ([], [])


def test_people_who_only_look_on_do_not_count_as_having_come() -> None:
    history = History().tell(opened(kind="members", electorate=("ana",)))
    history.tell(admitted("ben"), admitted("eve"), RoleGranted(person="eve", role="auditor"))
    history.tell(PeopleAdmitted(people=("x", "y"), source="polis"))
    assert decisions.electorate_changes(history.view, history.decision) == (["ben", "x", "y"], [])
    history.tell(RoleRevoked(person="eve", role="auditor"), RoleGranted(person="ana", role="convener"))
    assert decisions.electorate_changes(history.view, history.decision) == (["ben", "eve", "x", "y"], [])


def test_unanswered_is_asked_of_the_entitled_alone_while_there_is_time() -> None:
    history = History().tell(opened(), opened("d-2", kind="members", electorate=("ana",), closes_at=None))
    waiting = decisions.unanswered_for(history.view, "ana", "a", START)
    assert [one.id for one in waiting] == ["d-1", "d-2"]
    assert decisions.unanswered_for(history.view, "ben", "z", START) == []
    history.tell(cast("a"))
    assert [one.id for one in decisions.unanswered_for(history.view, "ana", "a", START)] == ["d-2"]
    assert [one.id for one in decisions.unanswered_for(history.view, "ana", "b", CLOSES)] == ["d-2"]


def test_what_closes_first_comes_first_and_what_has_no_end_comes_last() -> None:
    history = History().tell(
        opened("d-1", closes_at=None), opened("d-2"), opened("d-3", closes_at=CLOSES - timedelta(days=1))
    )
    assert [one.id for one in decisions.open_decisions(history.view)] == ["d-3", "d-2", "d-1"]


def test_a_quorum_needs_whole_voices() -> None:
    assert decisions.tally(History().tell(opened(quorum="0.41")).decision).quorum_needed == 3
    assert decisions.tally(History().tell(opened(quorum="0.4")).decision).quorum_needed == 2
    assert decisions.tally(History().tell(opened(quorum="0")).decision).quorum_needed == 0


def test_a_rebuilt_view_equals_the_live_one_and_survives_storing() -> None:
    history = everything()
    rebuilt = PROJECTION.empty()
    for recorded in history.recorded:
        rebuilt = PROJECTION.fold(rebuilt, recorded)
    assert rebuilt == history.view
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(rebuilt), type=Decisions) == rebuilt
    assert msgspec.json.decode(msgspec.json.encode(rebuilt), type=Decisions) == rebuilt


def test_counts_always_equal_the_voices_they_are_made_of() -> None:
    history, view = everything(), PROJECTION.empty()
    for recorded in history.recorded:
        view = PROJECTION.fold(view, recorded)
        for decision in view.decisions.values():
            choices = [voice.choice for voice in decision.voices.values()]
            assert decision.counts == {choice: choices.count(choice) for choice in decision.counts}  # type: ignore[arg-type]


def test_every_event_that_the_view_names_is_folded_here() -> None:
    assert {type(recorded.event) for recorded in everything().recorded} == set(PROJECTION.events)
