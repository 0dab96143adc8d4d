"""Commands in, events kept once and in order, views never stale."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
import pytest_asyncio

from events.log.clock import ClockJumped
from events.log.codec import decode
from events.log.plan import Done
from events.log.writer import CommandReused
from events.vocabulary import Recorded
from tests.web.conftest import House
from web.engine.engine import NoSuchPartnership
from web.engine.live_views import Folded
from workspace.decisions.commands import OpenDecision
from workspace.goals.commands import ProposeGoal, VoteOnGoal
from workspace.refusals import Refusal


@pytest_asyncio.fixture
async def second(house: House, migrated_postgresql_url: str) -> AsyncIterator[House]:
    """Another process's engine on the same PostgreSQL database."""
    other = House(house.url)
    other.partnership = house.partnership
    await other.start()
    yield other
    await other.stop()


async def goal_of(house: House, title: str = "Walk to the shop again") -> str:
    goal = uuid4().hex
    assert isinstance(await house.ask(ProposeGoal, {"title": title}, by="ana", command=goal), Done)
    return goal


async def test_many_commands_at_once_are_kept_gapless_and_all_folded(house: House) -> None:
    goals = [await goal_of(house, f"goal {number}") for number in range(5)]
    answers = await asyncio.gather(
        *(
            house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by=person)
            for goal in goals
            for person in ("ana", "ben", "cleo")
        )
    )
    positions = sorted(answer.position for answer in answers if isinstance(answer, Done))
    views = await house.engine.views(house.partnership)
    stored = house.log.read(house.partnership)
    assert positions == list(range(views.position - 14, views.position + 1))
    assert [one.position for one in stored] == list(range(1, views.position + 1))
    assert all(views.goals.goals[goal].votes.support == 3 for goal in goals)


async def test_the_same_command_again_gets_the_first_answer(house: House) -> None:
    goal, vote = await goal_of(house), uuid4().hex
    first = await house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben", command=vote)
    again = await house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben", command=vote)
    assert isinstance(first, Done)
    assert again == first._replace(again=True)
    assert house.log.head(house.partnership).position == first.position


async def test_the_same_command_twice_in_one_group_acts_once(house: House) -> None:
    goal, vote = await goal_of(house), uuid4().hex
    both = await asyncio.gather(
        *(house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben", command=vote) for _ in "ab")
    )
    assert [answer.again for answer in both if isinstance(answer, Done)] == [False, True]


async def test_a_command_id_with_another_body_or_person_is_refused(house: House) -> None:
    goal, vote = await goal_of(house), uuid4().hex
    await house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben", command=vote)
    with pytest.raises(CommandReused):
        await house.ask(VoteOnGoal, {"goal": goal, "vote": "against"}, by="ben", command=vote)
    with pytest.raises(CommandReused):
        await house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="cleo", command=vote)


async def test_a_restarted_process_knows_the_commands_from_before(house: House) -> None:
    goal, vote = await goal_of(house), uuid4().hex
    first = await house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben", command=vote)
    await house.engine.stop()
    later = House(house.url)
    later.partnership = house.partnership
    await later.start()
    try:
        again = await later.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben", command=vote)
        with pytest.raises(CommandReused):
            await later.ask(VoteOnGoal, {"goal": goal, "vote": "against"}, by="ben", command=vote)
    finally:
        await later.stop()
    assert isinstance(first, Done)
    assert again == first._replace(again=True)


async def test_one_refused_command_takes_no_other_down(house: House) -> None:
    goal = await goal_of(house)
    answers = await asyncio.gather(
        house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben"),
        house.ask(VoteOnGoal, {"goal": "unknown", "vote": "support"}, by="ben"),
        house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="stranger"),
        house.ask(VoteOnGoal, {"goal": goal, "vote": "against"}, by="cleo"),
    )
    assert [type(answer) for answer in answers] == [Done, Refusal, Refusal, Done]
    views = await house.engine.views(house.partnership)
    assert (views.goals.goals[goal].votes.support, views.goals.goals[goal].votes.against) == (1, 1)


async def test_doing_nothing_is_kept_as_an_answer_of_no_events(house: House) -> None:
    goal, vote = await goal_of(house), uuid4().hex
    await house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben")
    quiet = await house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben", command=vote)
    assert isinstance(quiet, Done)
    assert quiet.kept == 0
    assert house.log.commands(house.partnership, [vote])[vote].count == 0


async def test_views_at_every_position_equal_the_fold_of_the_first_events(house: House) -> None:
    goal = await goal_of(house)
    await house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben")
    opened = await house.ask(OpenDecision, {"title": "Shall we meet on Mondays?"}, by="ana")
    assert isinstance(opened, Done)
    folded = Folded(house.partnership)
    for stored in house.log.read(house.partnership):
        folded.fold(decode(stored.state))
        shown = await house.engine.views(house.partnership, at=stored.position)
        same_moment = folded.shown(shown.at, live=shown.live)
        assert shown == same_moment, f"position {stored.position}"


async def test_the_server_sets_person_time_and_position(house: House) -> None:
    goal = await goal_of(house)
    header = decode(house.log.read(house.partnership)[-1].state).header
    assert (header.person, header.name, header.command) == ("ana", "GoalProposed", goal)
    assert header.occurred_at is None
    assert header.recorded_by is None
    assert header.position == house.log.head(house.partnership).position


async def test_a_partnership_that_never_began_is_not_found(house: House) -> None:
    with pytest.raises(NoSuchPartnership):
        await house.engine.views("nobody-here")


async def test_a_jumped_clock_refuses_to_write_until_it_is_back(house: House) -> None:
    goal = await goal_of(house)
    clock = house.engine.writer.clock
    clock._seen_at -= 7200  # type: ignore[operator]  # As if the process had lived two hours longer.
    # The first command after the jump was decided before anybody could know; the next ones are refused.
    clock.seen(house.log.now())
    with pytest.raises(ClockJumped):
        await house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben")
    clock._seen_at += 7200  # type: ignore[operator]
    clock.seen(house.log.now())
    assert isinstance(await house.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben"), Done)


async def test_a_broken_fold_parks_that_view_and_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from projections.views import PROJECTIONS

    def broken(view: object, recorded: Recorded) -> object:
        raise RuntimeError("a fault in the fold")

    monkeypatch.setitem(PROJECTIONS, "goals", PROJECTIONS["goals"]._replace(fold=broken))
    goal = await goal_of(house)
    views = await house.engine.views(house.partnership)
    assert views.parked == ("goals",)
    assert goal not in views.goals.goals
    assert len(views.directory.people) == 3
    assert house.engine.live.parked == {house.partnership: {"goals": views.position}}


@pytest.mark.parametrize("migrated_database_url", ["postgresql"], indirect=True)
class TestTwoProcesses:
    """PostgreSQL only: SQLite has one serving process."""

    async def test_each_reads_at_once_what_the_other_kept(self, house: House, second: House) -> None:
        goal = await goal_of(house)
        assert goal in (await second.engine.views(house.partnership)).goals.goals

    async def test_a_command_on_what_the_other_has_just_kept_is_not_refused(
        self, house: House, second: House
    ) -> None:
        await second.engine.views(house.partnership)
        await goal_of(second)
        goal = await goal_of(house)
        answer = await second.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben")
        assert isinstance(answer, Done)

    async def test_both_write_at_once_without_a_gap_or_a_loss(self, house: House, second: House) -> None:
        goal = await goal_of(house)
        votes = ["support", "unsure", "against"] * 10
        answers = await asyncio.gather(
            *(
                one.ask(VoteOnGoal, {"goal": goal, "vote": vote}, by=person)
                for one, person in ((house, "ben"), (second, "cleo"))
                for vote in votes
            )
        )
        assert all(isinstance(answer, Done) for answer in answers)
        stored = house.log.read(house.partnership)
        assert [one.position for one in stored] == list(range(1, len(stored) + 1))
        ours = await house.engine.views(house.partnership)
        theirs = await second.engine.views(house.partnership)
        assert ours.goals == theirs.goals

    async def test_the_same_command_at_both_acts_once(self, house: House, second: House) -> None:
        goal, vote = await goal_of(house), uuid4().hex
        await second.engine.views(house.partnership)
        answers = await asyncio.gather(
            *(
                one.ask(VoteOnGoal, {"goal": goal, "vote": "support"}, by="ben", command=vote)
                for one in (house, second)
            )
        )
        assert sorted(answer.again for answer in answers if isinstance(answer, Done)) == [False, True]

    async def test_an_idle_process_follows_by_itself(self, house: House, second: House) -> None:
        await second.engine.views(house.partnership)
        told = asyncio.Event()
        second.engine.on_kept(lambda *_: told.set())
        await goal_of(house)
        await asyncio.wait_for(told.wait(), 5)
