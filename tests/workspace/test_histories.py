"""What holds for the rules whatever a partnership does: properties over random valid histories."""

from __future__ import annotations

import random
from time import perf_counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.goals import GoalVote
from events.vocabulary import BY_NAME, Recorded
from tests.workspace.histories import FOUNDER, Story, histories, random_history, told
from tests.workspace.table import frozen, recorded, words
from workspace import decider
from workspace.acts import Act
from workspace.commands import Command
from workspace.goals.commands import ProposeGoal, VoteOnGoal
from workspace.partners.commands import AdmitPeople
from workspace.partners.commands.joining import AcceptInvitation
from workspace.refusals import Decided, Refusal
from workspace.state import Partnership

chances = st.randoms(use_true_random=False)


def replayed(history: list[Recorded]) -> Partnership:
    """The state that the record alone gives."""
    state = decider.empty()
    for entry in history:
        state = decider.evolve(state, entry)
    return state


@settings(max_examples=60, deadline=None)
@given(chances, st.integers(5, 80))
def test_replaying_the_record_gives_the_live_state(chance: random.Random, size: int) -> None:
    story = told(chance, size)
    assert frozen(replayed(story.history)) == frozen(story.state)


@settings(max_examples=40, deadline=None)
@given(chances, st.integers(5, 80))
def test_deciding_changes_nothing_and_answers_the_same_again(chance: random.Random, size: int) -> None:
    def heard(command: Command, act: Act, answer: Decided) -> None:
        before = frozen(story.state)
        assert decider.decide(command, story.state, act) == answer
        assert frozen(story.state) == before

    story = Story(chance, heard)
    story.begin()
    for _ in range(size):
        story.step()


@settings(max_examples=40, deadline=None)
@given(histories())
def test_positions_are_gapless_from_one(history: list[Recorded]) -> None:
    assert [entry.header.position for entry in history] == list(range(1, len(history) + 1))
    assert replayed(history).position == len(history)


@settings(max_examples=40, deadline=None)
@given(histories(least=20))
def test_a_snapshot_comes_back_as_the_same_state(history: list[Recorded]) -> None:
    state = replayed(history)
    stored = msgspec.msgpack.encode(state)
    assert msgspec.msgpack.decode(stored, type=Partnership) == state


@settings(max_examples=30, deadline=None)
@given(histories(least=20), st.data())
def test_a_history_can_go_on_from_any_snapshot(history: list[Recorded], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(history)))
    stored = msgspec.json.encode(replayed(history[:cut]))
    state = msgspec.json.decode(stored, type=Partnership)
    for entry in history[cut:]:
        state = decider.evolve(state, entry)
    assert frozen(state) == frozen(replayed(history))


@settings(max_examples=60, deadline=None)
@given(chances)
def test_the_same_command_twice_is_refused_or_quiet_or_about_something_new(chance: random.Random) -> None:
    """Nobody gets the same ballot, vote or role counted twice by asking twice."""
    once = {"GoalVoted", "BallotCast", "BallotRecast", "RoleGranted", "PartnerPaused", "DeliveryConfirmed"}
    story = told(chance, 60)

    def heard(command: Command, act: Act, answer: Decided) -> None:
        latest.append((command, act, answer))

    latest: list[tuple[Command, Act, Decided]] = []
    story.heard = heard
    for _ in range(30):
        story.step()
        command, act, answer = latest[-1]
        if isinstance(answer, Refusal) or not any(type(event).__name__ in once for event in answer):
            continue
        again = decider.decide(command, story.state, act)
        assert isinstance(again, Refusal) or not any(type(event).__name__ in once for event in again)


@settings(max_examples=60, deadline=None)
@given(chances)
def test_nobody_who_only_looks_or_is_unknown_ever_does_anything(chance: random.Random) -> None:
    def heard(command: Command, act: Act, answer: Decided) -> None:
        member = story.state.partners.members.get(act.person)
        looks = member is not None and not member.roles.isdisjoint({"observer", "funder", "auditor"})
        if isinstance(command, AcceptInvitation):
            return  # An invitation is the right of somebody who is no member yet.
        if story.state.position and not act.clock and (member is None or looks):
            assert isinstance(answer, Refusal)

    story = Story(chance, heard)
    story.begin()
    for _ in range(80):
        story.step()


@settings(max_examples=60, deadline=None)
@given(chances)
def test_a_closed_decision_counts_exactly_those_who_voted(chance: random.Random) -> None:
    def heard(_: Command, __: Act, answer: Decided) -> None:
        if isinstance(answer, Refusal) or not answer or type(answer[0]).__name__ != "DecisionClosed":
            return
        closed, outcome = answer[0], answer[1]
        question = story.state.decisions.questions[closed.decision]
        assert set(closed.voted) <= question.electorate
        assert sum(outcome.counts.values()) == len(closed.voted)
        assert outcome.entitled == len(question.electorate)

    story = Story(chance, heard)
    story.begin()
    for _ in range(120):
        story.step()


@settings(max_examples=60, deadline=None)
@given(chances)
def test_somebody_always_convenes(chance: random.Random) -> None:
    story = Story(chance).begin()
    for _ in range(100):
        story.step()
        known = story.state.partners
        assert any(
            "convener" in member.roles
            and any(known.partners[place].place != "left" for place in member.places)
            for member in known.members.values()
        )


def test_long_histories_show_every_kind_of_act() -> None:
    seen = {entry.header.name for seed in range(8) for entry in random_history(seed, 500)}
    assert seen == set(BY_NAME)


def test_a_seed_tells_the_same_story_every_time() -> None:
    assert random_history(7, 120) == random_history(7, 120)
    assert len(random_history(7, 120)) == 120


@pytest.mark.parametrize("people", [2_000])
def test_a_vote_takes_no_longer_when_thousands_have_voted(people: int) -> None:
    """Generous bounds for a noisy machine: some ten microseconds a vote are usual."""
    state = decider.empty()
    story = Story(random.Random(1)).begin()
    state = story.state
    voters = tuple(f"v-{number}" for number in range(people))
    story.ask(AdmitPeople(people=voters, source="a list"), act_of(FOUNDER, story, "admit"))
    story.ask(ProposeGoal(title=words()), act_of(FOUNDER, story, "goal"))
    first = seconds_for(voters, story, "support")
    second = seconds_for(voters, story, "against")
    assert len(state.goals.goals["goal"].votes) == people
    assert min(first, second) / people < 0.000_2


def act_of(person: str, story: Story, command: str) -> Act:
    """An act of a person for themselves."""
    return Act(command=command, person=person, at=story.now)


def seconds_for(voters: tuple[str, ...], story: Story, vote: GoalVote) -> float:
    """How long all of them need to decide and take in one vote each."""
    state = story.state
    command = VoteOnGoal(goal="goal", vote=vote)
    acts = [act_of(voter, story, f"{voter}-{vote}") for voter in voters]
    vote_cast = decider.decide(command, state, acts[0])
    assert not isinstance(vote_cast, Refusal)
    entries = [recorded(vote_cast, state.position + at, act)[0] for at, act in enumerate(acts)]
    started = perf_counter()
    for act, entry in zip(acts, entries, strict=True):
        decider.decide(command, state, act)
        decider.evolve(state, entry)
    return perf_counter() - started
