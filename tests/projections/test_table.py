"""The view "table": seats, the mission, the question on the table, counts, and who works with whom."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from events.charter import (
    StatementAdopted,
    StatementOpened,
    WordingCorrected,
    WordingProposed,
    WordingWithdrawn,
)
from events.contributions import (
    ContributionDelivered,
    ContributionPledged,
    DeliveryConfirmed,
    DeliveryDisputed,
    DisputeSettled,
    PledgeReleased,
)
from events.decisions import DecisionClosed, DecisionExtended, DecisionOpened, DecisionSuperseded, Subject
from events.goals import GoalAchieved, GoalAdopted, GoalDropped, GoalProposed, GoalVoted
from events.network import Tie, TiesRecorded
from events.partners import PartnerJoined, PartnerLeft, PartnerPaused, PartnerResumed, PeopleAdmitted
from projections import table
from tests.projections.told import START, Told, words
from tests.workspace.histories import random_history
from workspace import decider
from workspace.state import OpenQuestion

PROMISES = {
    "offered": "offered",
    "delivered": "done",
    "disputed": "talked about",
    "confirmed": "confirmed",
    "released": "let go",
}


def organisation(partner: str) -> PartnerJoined:
    return PartnerJoined(
        partner=partner, kind="organisation", name=words(partner), group="researchers", category=None
    )


def wording(key: str, statement: str = "s") -> WordingProposed:
    return WordingProposed(
        wording=key, statement=statement, text=words(key), draft=None, draft_position=None, draft_root=None
    )


def adopted(key: str, statement: str = "s") -> StatementAdopted:
    return StatementAdopted(statement=statement, wording=key, decision="d", review_on=date(2027, 3, 1))


def opened(key: str, closes_at: datetime | None = None) -> DecisionOpened:
    return DecisionOpened(
        decision=key,
        title=words(key),
        subject=Subject("question", key),
        method="majority",
        electorate_kind="members",
        electorate=("ana",),
        quorum=Decimal("0.5"),
        threshold=Decimal("0.5"),
        closes_at=closes_at,
        zone="UTC",
    )


def promised(key: str) -> ContributionPledged:
    return ContributionPledged(
        pledge=key,
        partner="ana",
        kind="data",
        title=words(key),
        amount=None,
        unit=None,
        due=None,
        goal=None,
    )


def told(*events: object) -> Told:
    return Told(table.PROJECTION).tell(StatementOpened(statement="s", kind="mission"), *events)  # type: ignore[arg-type]


def test_seats_fill_pause_and_empty() -> None:
    history = told(organisation("clinic"), PeopleAdmitted(people=("v1",), source="votes"))
    assert set(history.view.seats) == {"clinic", "v1"}
    assert table.count_partners(history.view) == {
        "patients": 0,
        "stakeholders": 0,
        "researchers": 1,
        "people": 1,
    }
    assert history.tell(PartnerPaused(partner="clinic")).view.seats["clinic"].paused
    assert not history.tell(PartnerResumed(partner="clinic")).view.seats["clinic"].paused
    assert set(history.tell(PartnerLeft(partner="clinic")).view.seats) == {"v1"}


def test_before_any_mission_is_adopted_the_last_proposed_text_stands_there() -> None:
    history = told()
    assert table.mission(history.view) is None
    history.tell(wording("w1"), wording("w2"))
    assert table.mission(history.view).text == words("w2")
    history.tell(WordingWithdrawn(wording="w2", why=None))
    assert table.mission(history.view).text == words("w1")


def test_the_adopted_mission_stays_while_another_text_is_talked_about() -> None:
    history = told(wording("w1"), adopted("w1"), wording("w2"))
    assert table.mission(history.view).text == words("w1")
    assert list(history.view.mission.proposed) == ["w2"]
    history.tell(adopted("w2"))
    assert table.mission(history.view).text == words("w2")


def test_a_correction_is_seen_in_the_text_that_it_is_about() -> None:
    history = told(wording("w1"), adopted("w1"), wording("w2"))
    history.tell(WordingCorrected(wording="w1", text=words("right"), why=words("typo")))
    assert table.mission(history.view).text == words("right")
    history.tell(WordingCorrected(wording="w2", text=words("better"), why=words("typo")))
    assert history.view.mission.proposed["w2"].text == words("better")


def test_another_statement_is_not_the_mission() -> None:
    history = told(StatementOpened(statement="v", kind="vision"), wording("w1", "v"), adopted("w1", "v"))
    assert table.mission(history.view) is None


def test_the_question_on_the_table_is_the_one_that_closes_next() -> None:
    soon, later = START + timedelta(days=1), START + timedelta(days=2)
    history = told(opened("by hand"), opened("later", later), opened("soon", soon))
    assert table.question(history.view)[0] == "soon"
    history.tell(DecisionExtended(decision="soon", closes_at=later + timedelta(days=1), why=words("more")))
    assert table.question(history.view)[0] == "later"
    history.tell(DecisionClosed(decision="later", how="by the clock", why=None, voted=()))
    history.tell(DecisionSuperseded(decision="soon", by="w"))
    assert table.question(history.view)[0] == "by hand"
    history.tell(DecisionClosed(decision="by hand", how="by hand", why=None, voted=()))
    assert table.question(history.view) is None


def test_goals_are_counted_by_state() -> None:
    proposed = [GoalProposed(goal=key, title=words(key), why=None, horizon=None) for key in "abcd"]
    history = told(
        *proposed,
        GoalAdopted(goal="a", decision=None),
        GoalAdopted(goal="b", decision=None),
        GoalAchieved(goal="b"),
        GoalDropped(goal="c", why=words("no")),
    )
    assert table.count_goals(history.view) == {"proposed": 1, "adopted": 1, "achieved": 1, "dropped": 1}


@pytest.mark.parametrize(
    ("how", "state"), [("kept", "confirmed"), ("goes on", "offered"), ("let go", "let go")]
)
def test_a_talk_about_a_promise_ends_in_one_of_three_states(how: str, state: str) -> None:
    history = told(promised("p"), ContributionDelivered(pledge="p", evidence=None))
    assert history.view.promises == {"p": "done"}
    history.tell(DeliveryDisputed(pledge="p", partner="clinic", why=words("where?")))
    assert history.view.promises == {"p": "talked about"}
    history.tell(DisputeSettled(pledge="p", how=how, note=words("well")))  # type: ignore[arg-type]
    assert history.view.promises == {"p": state}


def test_promises_are_counted_by_state() -> None:
    history = told(promised("a"), promised("b"), promised("c"), PledgeReleased(pledge="c", why=None))
    history.tell(ContributionDelivered(pledge="b", evidence=None))
    history.tell(DeliveryConfirmed(pledge="b", partner="clinic"))
    counts = table.count_promises(history.view)
    assert counts == {"offered": 1, "done": 0, "confirmed": 1, "talked about": 0, "let go": 1}


def test_density_is_recorded_ties_over_possible_ones() -> None:
    history = told(*(organisation(key) for key in "abcd"))
    ties = (Tie("a", "b", 1), Tie("b", "a", 3), Tie("b", "c", 2), Tie("d", "d", 1))
    history.tell(TiesRecorded(kind="contact", source="survey", ties=ties))
    survey = history.view.surveys["contact"]
    assert survey.ties == (Tie("a", "b", 3), Tie("b", "c", 2))
    assert table.density(survey) == pytest.approx(2 / 6)


def test_density_is_that_of_the_day_of_the_survey() -> None:
    history = told(organisation("a"), organisation("b"))
    history.tell(TiesRecorded(kind="contact", source="survey", ties=(Tie("a", "b", 1),)))
    history.tell(organisation("c"))
    assert table.density(history.view.surveys["contact"]) == 1.0


def test_density_of_nobody_is_nought() -> None:
    history = told(TiesRecorded(kind="contact", source="survey", ties=()))
    assert table.density(history.view.surveys["contact"]) == 0.0


def test_a_later_survey_of_the_same_kind_replaces_the_earlier_one() -> None:
    history = told(organisation("a"), organisation("b"))
    history.tell(TiesRecorded(kind="contact", source="first", ties=(Tie("a", "b", 1),)))
    history.tell(TiesRecorded(kind="contact", source="second", ties=()))
    assert history.view.surveys["contact"].source == "second"


def test_the_last_acts_come_newest_first_and_only_those_one_may_read() -> None:
    history = told(promised("a"), opened("q"))
    assert [one.header.position for one in table.recent(history.view, ("everyone", "members"), 5)] == [
        3,
        2,
        1,
    ]
    assert [one.event for one in table.recent(history.view, ("everyone",), 1)] == [opened("q")]


def test_single_votes_are_not_among_the_last_acts() -> None:
    history = told().tell(GoalVoted(goal="g", vote="support"))
    assert len(table.recent(history.view, ("everyone", "members"), 5)) == 1


def test_the_last_acts_do_not_grow_without_bound() -> None:
    history = told(*(promised(f"p{number}") for number in range(50)))
    assert len(history.view.recent["members"]) == 10


def test_the_live_overview_is_the_rebuilt_one_and_the_one_from_a_snapshot() -> None:
    history = told(
        organisation("a"),
        organisation("b"),
        wording("w1"),
        adopted("w1"),
        wording("w2"),
        opened("q", START + timedelta(days=1)),
        promised("p"),
        TiesRecorded(kind="contact", source="survey", ties=(Tie("a", "b", 1),)),
    )
    assert history.view == history.rebuilt() == history.from_snapshot()


@pytest.mark.parametrize("seed", range(12))
def test_the_overview_and_the_rules_agree_after_any_valid_history(seed: int) -> None:
    history, state = Told(table.PROJECTION), decider.empty()
    for one in random_history(seed, 200):
        state = decider.evolve(state, one)
        history.add(one)
    view = history.view
    assert set(view.seats) == {key for key, one in state.partners.partners.items() if one.place != "left"}
    assert view.goals == {key: one.status for key, one in state.goals.goals.items()}
    assert view.promises == {key: PROMISES[one.status] for key, one in state.contributions.promises.items()}
    still_open = {key for key, one in state.decisions.questions.items() if isinstance(one, OpenQuestion)}
    assert set(view.questions) == still_open
    statement = state.charter.by_kind.get("mission")
    wording = state.charter.statements[statement].adopted if statement else None
    assert (view.mission.adopted.wording if view.mission.adopted else None) == wording
    assert view == history.rebuilt() == history.from_snapshot()
