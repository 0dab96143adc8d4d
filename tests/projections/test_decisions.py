"""The view "decisions": what each event does to it, states at a moment, counts with denominators."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import msgspec
import pytest

from events.charter import StatementAdopted
from events.decisions import (
    BallotCast,
    BallotRecast,
    BallotWithdrawn,
    Choice,
    DecisionClosed,
    DecisionExtended,
    DecisionOpened,
    DecisionSuperseded,
    ElectorateKind,
    Method,
    ObjectionRaised,
    ObjectionResolved,
    Outcome,
    OutcomePublished,
    Subject,
)
from events.goals import GoalAdopted
from events.partners import (
    MemberAdmitted,
    PartnerJoined,
    PartnerLeft,
    PeopleAdmitted,
    RoleGranted,
    RoleRevoked,
)
from events.sealed import Personal, Words
from events.vocabulary import Event, Header, Recorded
from projections import decisions
from projections.decisions import PROJECTION, Decision, Decisions
from tests.workspace.histories import told
from workspace.state import OpenQuestion

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLOSES = datetime(2026, 3, 9, 17, tzinfo=UTC)


def words(text: str) -> Words:
    """Something written; views never open it, so the box may hold anything."""
    return Words("en", f"c.text.{text}", text)


class History:
    """A partnership's decisions, told event by event; `view` is folded as each happens."""

    def __init__(self) -> None:
        self.recorded: list[Recorded] = []
        self.view = Decisions()

    def tell(self, *events: Event, at: datetime = START, person: str = "ana") -> History:
        """More events, all at that time."""
        for event in events:
            header = Header(
                command="c",
                name=type(event).__name__,
                partnership="p-1",
                person=person,
                position=len(self.recorded) + 1,
                recorded_at=at,
            )
            self.recorded.append(Recorded(header, event))
            self.view = PROJECTION.fold(self.view, self.recorded[-1])
        return self

    @property
    def decision(self) -> Decision:
        """The decision that most tests are about."""
        return self.view.decisions["d-1"]

    def state(self, at: datetime, zone: str | None = None) -> str:
        """Its state at a moment."""
        return decisions.state(self.decision, at, zone)


def opened(
    decision: str = "d-1",
    method: Method = "majority",
    electorate: tuple[str, ...] = ("a", "b", "c", "d", "e"),
    kind: ElectorateKind = "partners",
    closes_at: datetime | None = CLOSES,
    zone: str = "Europe/Madrid",
    quorum: str = "0.5",
) -> DecisionOpened:
    """A decision on a wording."""
    return DecisionOpened(
        decision=decision,
        title=words("Is this our mission?"),
        subject=Subject("wording", "w-1"),
        method=method,
        electorate_kind=kind,
        electorate=electorate,
        quorum=Decimal(quorum),
        threshold=Decimal("0.5"),
        closes_at=closes_at,
        zone=zone,
    )


def cast(voter: str, choice: Choice = "yes") -> BallotCast:
    """A first ballot."""
    return BallotCast(decision="d-1", voter=voter, choice=choice)


def objected(voter: str, objection: str = "o-1") -> ObjectionRaised:
    """An objection."""
    return ObjectionRaised(objection=objection, decision="d-1", voter=voter, reason=words("Too vague."))


def closed(*voted: str) -> DecisionClosed:
    """The clock closes it."""
    return DecisionClosed(decision="d-1", how="by the clock", why=None, voted=voted)


def published(outcome: Outcome = "agreed", **counts: int) -> OutcomePublished:
    """The count."""
    return OutcomePublished(decision="d-1", outcome=outcome, entitled=5, counts=counts)


def joined(partner: str) -> PartnerJoined:
    """Somebody takes a place at the table."""
    return PartnerJoined(partner=partner, kind="organisation", name=words(partner), group=None, category=None)


def admitted(person: str) -> MemberAdmitted:
    """Somebody may take part."""
    return MemberAdmitted(person=person, display_name=Personal(person, "c.n.1", "x"), language="en")


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


def test_the_state_follows_the_time() -> None:
    history = History().tell(opened())
    assert history.state(CLOSES - timedelta(days=3)) == "open"
    assert history.state(CLOSES - timedelta(days=1)) == "closes tomorrow"
    assert history.state(CLOSES - timedelta(hours=1)) == "open"
    assert history.state(CLOSES) == "closed, being counted"


def test_tomorrow_is_tomorrow_where_the_reader_is() -> None:
    history = History().tell(opened())
    late_evening = datetime(2026, 3, 8, 0, 30, tzinfo=UTC)
    assert history.state(late_evening, "Europe/Madrid") == "closes tomorrow"
    assert history.state(late_evening, "America/Los_Angeles") == "open"
    assert history.state(late_evening, "No/Such_Zone") == "closes tomorrow"


def test_it_is_time_to_look_again_on_the_day_of_review() -> None:
    adopted = StatementAdopted(statement="s", wording="w-1", decision="d-1", review_on=date(2027, 3, 9))
    history = History().tell(opened(), closed(), published(), adopted, at=CLOSES)
    the_day = datetime(2027, 3, 9, tzinfo=UTC)
    assert history.state(the_day - timedelta(seconds=1)) == "agreed"
    assert history.state(the_day) == "time to look again"
    assert decisions.next_change(history.view, CLOSES) == the_day


def test_between_its_turning_points_a_state_stays() -> None:
    history = History().tell(opened())
    moment, seen = START, []
    while (following := decisions.next_change(history.view, moment)) is not None:
        before = history.state(moment)
        assert history.state(following - timedelta(microseconds=1)) == before
        seen.append(before)
        moment = following
    assert [*seen, history.state(moment)] == ["open", "closes tomorrow", "open", "closed, being counted"]


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


def everything() -> History:
    """A history with each event that the view names."""
    history = History().tell(joined("a"), admitted("ana"), opened(method="no objection"))
    history.tell(PeopleAdmitted(people=("x",), source="polis"), RoleGranted(person="x", role="observer"))
    history.tell(RoleRevoked(person="x", role="observer"), PartnerLeft(partner="b"))
    history.tell(cast("a", "no objection"), objected("c"))
    history.tell(ObjectionResolved(objection="o-1", decision="d-1", how="withdrawn", note=words("Fine.")))
    history.tell(BallotRecast(decision="d-1", voter="a", choice="no objection"))
    history.tell(BallotWithdrawn(decision="d-1", voter="a"), cast("d", "no objection"))
    history.tell(
        DecisionExtended(decision="d-1", closes_at=CLOSES + timedelta(days=1), why=words("Holidays."))
    )
    history.tell(closed("d"), published(objection=0, **{"no objection": 1}))
    history.tell(
        StatementAdopted(statement="s", wording="w-1", decision="d-1", review_on=date(2027, 3, 9)),
        GoalAdopted(goal="g", decision="d-1"),
        opened("d-2"),
        DecisionSuperseded(decision="d-2", by="w-2"),
    )
    return history


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


@pytest.mark.parametrize("seed", range(8))
def test_after_any_valid_history_the_view_counts_what_the_rules_count(seed: int) -> None:
    story, view = told(Random(seed), 400), PROJECTION.empty()
    for recorded in story.history:
        if isinstance(recorded.event, OutcomePublished):
            # What an open page showed last is what is then published.
            assert view.decisions[recorded.event.decision].counts == recorded.event.counts
        if type(recorded.event) in PROJECTION.events:
            view = PROJECTION.fold(view, recorded)
    questions = story.state.decisions.questions
    assert view.order == list(questions)
    assert view.open == [one for one, found in questions.items() if isinstance(found, OpenQuestion)]
    for one in view.open:
        voices = {voter: voice.choice for voter, voice in view.decisions[one].voices.items()}
        question = questions[one]
        assert isinstance(question, OpenQuestion)
        assert voices == question.ballots
        assert frozenset(view.decisions[one].electorate) == question.electorate
        assert view.decisions[one].closes_at == question.closes_at


@pytest.mark.parametrize("seed", range(4))
def test_states_turn_only_where_the_view_says_so(seed: int) -> None:
    story, view = told(Random(seed), 250), PROJECTION.empty()
    for recorded in story.history:
        if type(recorded.event) in PROJECTION.events:
            view = PROJECTION.fold(view, recorded)
    moment = story.now
    for _ in range(12):
        following = decisions.next_change(view, moment)
        last = following - timedelta(microseconds=1) if following else moment + timedelta(days=4_000)
        for decision in view.decisions.values():
            assert decisions.state(decision, moment) == decisions.state(decision, last)
        if following is None:
            break
        moment = following
