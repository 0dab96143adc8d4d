"""The view "goals": what each event does to it, its arithmetic, and that live equals rebuilt."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from events.goals import (
    GoalAchieved,
    GoalAdopted,
    GoalDropped,
    GoalProposed,
    GoalsRanked,
    GoalVote,
    GoalVoted,
    ObjectiveAchieved,
    ObjectiveDefined,
    ObjectiveRevised,
    ProgressReported,
    Smart,
)
from events.sealed import Words
from events.vocabulary import Event, Header, Recorded
from projections import goals
from projections.goals import Goals
from tests.workspace.histories import random_history
from workspace import decider

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def words(text: str) -> Words:
    """Something written; views never open it, so the box may hold anything."""
    return Words("en", f"c.title.{text}", text)


class History:
    """A partnership's goals, told event by event; `view` is folded as each happens."""

    def __init__(self) -> None:
        self.recorded: list[Recorded] = []
        self.view = Goals()

    def tell(self, event: Event, person: str = "ana", partner: str | None = None, day: int = 0) -> History:
        """One more event, `day` days after the start."""
        position = len(self.recorded) + 1
        header = Header(
            command=f"c-{position}",
            name=type(event).__name__,
            on_behalf_of=partner,
            partnership="p-1",
            person=person,
            position=position,
            recorded_at=START + timedelta(days=day),
        )
        self.recorded.append(Recorded(header, event))
        self.view = goals.PROJECTION.fold(self.view, self.recorded[-1])
        return self

    def propose(self, goal: str, person: str = "ana", partner: str | None = None) -> History:
        """Somebody proposes a goal."""
        event = GoalProposed(goal=goal, title=words(goal), why=words("because"), horizon="long term")
        return self.tell(event, person, partner)

    def vote(self, person: str, goal: str, vote: GoalVote) -> History:
        """Somebody votes."""
        return self.tell(GoalVoted(goal=goal, vote=vote), person)

    def define(self) -> History:
        """An objective from 10 to 50, due on 31 March."""
        word = words("word")
        return self.tell(
            ObjectiveDefined(
                objective="o-1",
                goal="g-1",
                title=words("Reach people"),
                smart=Smart(specific=word, measurable=word, achievable=word, relevant=word, time_bound=word),
                baseline=Decimal(10),
                target=Decimal(50),
                unit=words("people"),
                owner="clinic",
                due=date(2026, 3, 31),
            )
        )


@pytest.fixture
def history() -> History:
    """One goal, proposed."""
    return History().propose("g-1", "ana", "clinic")


def counts(view: Goals, goal: str) -> tuple[int, int, int]:
    """Support, unsure, against."""
    votes = view.goals[goal].votes
    return votes.support, votes.unsure, votes.against


def test_a_proposed_goal_shows_who_proposed_it_for_whom_and_when(history: History) -> None:
    goal = history.view.goals["g-1"]
    assert (goal.status, goal.horizon, goal.title.box) == ("proposed", "long term", "g-1")
    assert (goal.proposed.person, goal.proposed.on_behalf_of, goal.proposed.position) == ("ana", "clinic", 1)
    assert goal.since == goal.proposed


def test_a_later_vote_of_the_same_person_replaces_the_earlier_one(history: History) -> None:
    history.vote("ana", "g-1", "support").vote("ben", "g-1", "support").vote("ana", "g-1", "against")
    assert counts(history.view, "g-1") == (1, 0, 1)
    assert goals.vote_of(history.view, "ana", "g-1") == "against"
    assert goals.vote_of(history.view, "ben", "g-1") == "support"
    assert history.view.goals["g-1"].votes.people == 2


def test_who_has_not_voted_on_a_goal_has_no_vote_there(history: History) -> None:
    history.propose("g-2").vote("ana", "g-1", "unsure").vote("ben", "g-2", "support")
    assert goals.vote_of(history.view, "ana", "g-2") is None
    assert goals.vote_of(history.view, "nobody", "g-1") is None
    assert [goal.id for goal in goals.not_voted_on(history.view, "ana")] == ["g-2"]


def test_counts_equal_the_latest_votes_counted_afresh(history: History) -> None:
    chance = random.Random(4)
    latest: dict[tuple[str, str], str] = {}
    for number in range(2, 8):
        history.propose(f"g-{number}")
    for _ in range(2_000):
        person, goal = f"p{chance.randrange(60)}", f"g-{chance.randrange(1, 8)}"
        vote = chance.choice(goals.VOTES)
        latest[person, goal] = vote
        history.vote(person, goal, vote)
    for goal in history.view.goals:
        expected = Counter(vote for (_, of), vote in latest.items() if of == goal)
        assert counts(history.view, goal) == tuple(expected[vote] for vote in goals.VOTES)
    assert all(goals.vote_of(history.view, *key) == vote for key, vote in latest.items())


def test_many_votes_stay_lean(history: History) -> None:
    for number in range(20_000):
        history.vote(f"person-with-a-long-id-{number}", "g-1", "support")
    assert len(history.view.goals["g-1"].latest) == 20_000


def test_priorities_add_five_points_for_a_first_place_down_to_one_for_a_fifth(history: History) -> None:
    for number in range(2, 7):
        history.propose(f"g-{number}")
    history.tell(GoalsRanked(goals=("g-2", "g-1", "g-3", "g-4", "g-5")), "ana")
    history.tell(GoalsRanked(goals=("g-1",)), "ben")
    found = [
        (priority.goal.id, priority.points, priority.people) for priority in goals.priorities(history.view)
    ]
    assert found == [("g-1", 9, 2), ("g-2", 5, 1), ("g-3", 3, 1), ("g-4", 2, 1), ("g-5", 1, 1)]


def test_a_new_ranking_replaces_the_one_before_and_an_empty_one_takes_it_back(history: History) -> None:
    history.propose("g-2").tell(GoalsRanked(goals=("g-1",))).tell(GoalsRanked(goals=("g-2",)))
    assert [priority.goal.id for priority in goals.priorities(history.view)] == ["g-2"]
    history.tell(GoalsRanked(goals=()))
    assert goals.priorities(history.view) == []
    assert history.view.ranks == {}


def test_a_dropped_goal_is_no_priority(history: History) -> None:
    history.tell(GoalsRanked(goals=("g-1",))).tell(GoalDropped(goal="g-1", why=words("too big")))
    assert goals.priorities(history.view) == []


def test_a_goal_is_adopted_through_a_decision_and_then_reached(history: History) -> None:
    history.tell(GoalAdopted(goal="g-1", decision="d-1"), "ben", day=1)
    goal = history.view.goals["g-1"]
    assert (goal.status, goal.decision, goal.since.person) == ("adopted", "d-1", "ben")
    history.tell(GoalAchieved(goal="g-1"), "eva", day=2)
    assert (goal.status, goal.since.person) == ("achieved", "eva")
    assert goal.adopted is not None
    assert goal.adopted.position == 2


def test_a_dropped_goal_keeps_the_reason(history: History) -> None:
    history.tell(GoalDropped(goal="g-1", why=words("too big")))
    goal = history.view.goals["g-1"]
    assert goal.status == "dropped"
    assert goal.why_dropped == words("too big")
    assert goals.listing(history.view) == []


def test_the_list_shows_adopted_goals_first_and_proposed_ones_in_turns() -> None:
    history = History()
    for goal, person in [("a1", "ana"), ("a2", "ana"), ("a3", "ana"), ("b1", "ben"), ("c1", "eva")]:
        history.propose(goal, person)
    history.tell(GoalAdopted(goal="a3", decision=None))
    assert [goal.id for goal in goals.listing(history.view)] == ["a3", "a1", "b1", "c1", "a2"]


def test_an_objective_keeps_every_plan_and_report(history: History) -> None:
    history.define()
    revised = ObjectiveRevised(objective="o-1", target=Decimal(40), due=date(2026, 4, 30), why=words("snow"))
    history.tell(revised, day=3)
    history.tell(ProgressReported(objective="o-1", value=Decimal(25), evidence=words("list")), day=4)
    objective = goals.objective_of(history.view, "o-1")
    assert objective is not None
    assert (objective.target, objective.due, objective.value) == (Decimal(40), date(2026, 4, 30), Decimal(25))
    assert [plan.target for plan in objective.plans] == [Decimal(50), Decimal(40)]
    assert objective.defined.position == 2
    assert goals.share_done(objective) == Decimal("0.5")
    history.tell(ObjectiveAchieved(objective="o-1"), day=5)
    assert objective.achieved is not None
    assert goals.share_done(objective) == 1


def test_an_objective_is_waited_for_from_the_end_of_its_day(history: History) -> None:
    objective = history.define().view.goals["g-1"].objectives["o-1"]
    last_minute = datetime(2026, 4, 1, 11, 59, tzinfo=UTC)
    day_after = datetime(2026, 4, 1, 12, tzinfo=UTC)
    assert not goals.is_waited_for(objective, last_minute)
    assert goals.is_waited_for(objective, day_after)
    assert goals.next_change(history.view, last_minute) == day_after
    assert goals.next_change(history.view, day_after) is None


def test_the_live_view_equals_one_rebuilt_from_a_snapshot_and_the_rest(history: History) -> None:
    history.propose("g-2", "ben").define().vote("ana", "g-1", "support").vote("eva", "g-2", "against")
    history.tell(GoalsRanked(goals=("g-2", "g-1"))).tell(GoalAdopted(goal="g-1", decision=None))
    history.tell(ProgressReported(objective="o-1", value=Decimal("12.5"), evidence=None))
    history.vote("eva", "g-1", "unsure").tell(GoalDropped(goal="g-2", why=words("later")))
    for cut in range(len(history.recorded) + 1):
        view = Goals()
        for recorded in history.recorded[:cut]:
            view = goals.PROJECTION.fold(view, recorded)
        view = msgspec.msgpack.decode(msgspec.msgpack.encode(view), type=Goals)
        for recorded in history.recorded[cut:]:
            view = goals.PROJECTION.fold(view, recorded)
        assert view == history.view


@pytest.mark.parametrize("seed", range(4))
def test_the_view_shows_what_the_rules_remember_of_any_history(seed: int) -> None:
    view, state = Goals(), decider.empty()
    for recorded in random_history(seed, 300):
        state = decider.evolve(state, recorded)
        if type(recorded.event) in goals.PROJECTION.events:
            view = goals.PROJECTION.fold(view, recorded)
    assert {key: goal.status for key, goal in view.goals.items()} == {
        key: goal.status for key, goal in state.goals.goals.items()
    }
    for key, goal in state.goals.goals.items():
        counted = Counter(goal.votes.values())
        assert counts(view, key) == tuple(counted[vote] for vote in goals.VOTES)
        assert all(goals.vote_of(view, person, key) == vote for person, vote in goal.votes.items())
    for key, objective in state.goals.objectives.items():
        shown = goals.objective_of(view, key)
        assert shown is not None
        assert (shown.target, shown.due) == (objective.target, objective.due)
        assert (shown.achieved is not None) == (objective.status == "achieved")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(view), type=Goals) == view


def test_the_last_day_that_calendars_know_has_an_end_too() -> None:
    assert goals.day_ends(date.max) > goals.day_ends(date(9999, 1, 1))
