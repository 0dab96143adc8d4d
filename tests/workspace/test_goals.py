"""Goals and votes: what each command does, refuses, or leaves quiet."""

from __future__ import annotations

import pytest

from events.goals import (
    GoalAchieved,
    GoalAdopted,
    GoalDropped,
    GoalProposed,
    GoalsRanked,
    GoalVoted,
)
from tests.workspace.pursuing import Goals
from tests.workspace.table import words
from workspace.goals.commands import (
    AchieveGoal,
    AdoptGoal,
    DropGoal,
    ProposeGoal,
    RankGoals,
    VoteOnGoal,
)
from workspace.partners.commands import AdmitPeople


@pytest.fixture
def table() -> Goals:
    return Goals()


def test_anybody_proposes_a_goal(table: Goals) -> None:
    assert table.does("cleo", ProposeGoal(title=words(), horizon="long term")) == (
        GoalProposed(goal=table.act.command, title=words(), why=None, horizon="long term"),
    )


def test_a_vote_again_stays_quiet_and_another_replaces_it(table: Goals) -> None:
    support = VoteOnGoal(goal=table.goal, vote="support")
    assert table.does("cleo", support) == (GoalVoted(goal=table.goal, vote="support"),)
    table.stays_quiet("cleo", support)
    table.does("cleo", VoteOnGoal(goal=table.goal, vote="against"))
    table.does("cleo", support)


def test_a_person_has_one_vote_whatever_they_act_for(table: Goals) -> None:
    clinic = table.organisation("dan")
    support = VoteOnGoal(goal=table.goal, vote="support")
    table.does(f"dan/{clinic}", support)
    table.stays_quiet(f"dan/{clinic}", support)


def test_an_import_votes_as_the_voter(table: Goals) -> None:
    table.does("ana", AdmitPeople(people=("v-1",), source="a list"))
    support = VoteOnGoal(goal=table.goal, vote="support")
    table.does("v-1", support, recorded_by="import")
    table.stays_quiet("v-1", support, recorded_by="import")
    table.refuses("v-2", support, "not a member here yet", recorded_by="import")


@pytest.mark.parametrize("state", ["proposed", "adopted"])
def test_goals_on_the_table_are_voted_on_and_ranked(table: Goals, state: str) -> None:
    goal = table.in_state(state)
    table.does("cleo", VoteOnGoal(goal=goal, vote="unsure"))
    table.does("cleo", RankGoals(goals=(goal,)))


@pytest.mark.parametrize(("state", "saying"), [("dropped", "was let go"), ("achieved", "is reached")])
def test_other_goals_are_not(table: Goals, state: str, saying: str) -> None:
    goal = table.in_state(state)
    for command in (VoteOnGoal(goal=goal, vote="unsure"), RankGoals(goals=(goal,))):
        table.refuses("cleo", command, saying)


def test_goals_that_are_not_there_are_named(table: Goals) -> None:
    for command in (
        VoteOnGoal(goal="nowhere", vote="support"),
        RankGoals(goals=(table.goal, "nowhere")),
        table.step(goal="nowhere"),
    ):
        assert table.refuses("cleo", command, "goal is not here").kind == "not found"
    for command in (
        AdoptGoal(goal="nowhere"),
        DropGoal(goal="nowhere", why=words()),
        AchieveGoal(goal="nowhere"),
    ):
        table.refuses("ana", command, "goal is not here")


def test_the_same_list_stays_quiet_and_another_order_does_not(table: Goals) -> None:
    one, other = table.goal, table.proposed()
    assert table.does("cleo", RankGoals(goals=(one, other))) == (GoalsRanked(goals=(one, other)),)
    table.stays_quiet("cleo", RankGoals(goals=(one, other)))
    table.does("cleo", RankGoals(goals=(other, one)))
    table.does("cleo", RankGoals(goals=()))
    table.stays_quiet("cleo", RankGoals(goals=()))
    table.stays_quiet("ben", RankGoals(goals=()))


def test_a_list_names_five_different_goals_at_most(table: Goals) -> None:
    table.refuses("cleo", RankGoals(goals=(table.goal, table.goal)), "once only")
    six = tuple(table.proposed() for _ in range(6))
    assert table.refuses("cleo", RankGoals(goals=six), "goals at most").details == {"most": 5}
    table.does("cleo", RankGoals(goals=six[:5]))


@pytest.mark.parametrize("who", ["ana", "fay"])
def test_who_leads_notes_that_a_goal_is_taken_on_and_reached(table: Goals, who: str) -> None:
    adopt, achieve = AdoptGoal(goal=table.goal), AchieveGoal(goal=table.goal)
    table.refuses(who, achieve, "not taken on yet")
    assert table.does(who, adopt) == (GoalAdopted(goal=table.goal, decision=None),)
    table.stays_quiet(who, adopt)
    assert table.does(who, achieve) == (GoalAchieved(goal=table.goal),)
    table.stays_quiet(who, achieve)
    table.refuses(who, adopt, "is reached")
    table.refuses(who, DropGoal(goal=table.goal, why=words()), "so it stays")


def test_members_leave_that_to_who_leads(table: Goals) -> None:
    for command in (AdoptGoal(goal=table.goal), AchieveGoal(goal=table.goal)):
        table.refuses("ben", command, "Only a convener or a facilitator")


def test_a_proposer_lets_go_of_a_goal_until_it_is_taken_on(table: Goals) -> None:
    drop = DropGoal(goal=table.goal, why=words())
    table.refuses("cleo", drop, "Only a convener or a facilitator")
    assert table.does("ben", drop) == (GoalDropped(goal=table.goal, why=words()),)
    table.stays_quiet("ben", drop)
    adopted = table.proposed()
    table.does("ana", AdoptGoal(goal=adopted))
    table.refuses("ben", DropGoal(goal=adopted, why=words()), "Only a convener or a facilitator")
    table.does("fay", DropGoal(goal=adopted, why=words()))


def test_a_goal_that_was_let_go_is_proposed_anew(table: Goals) -> None:
    goal = table.in_state("dropped")
    table.refuses("ana", AdoptGoal(goal=goal), "Propose it anew")
    table.refuses("ana", AchieveGoal(goal=goal), "Propose it anew")
