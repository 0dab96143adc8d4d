"""The eventsourcing library's own cases for recorders, and replay by its Repository."""

import unittest
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from eventsourcing.application import AggregateNotFoundError
from eventsourcing.tests.persistence import AggregateRecorderTestCase, TrackingRecorderTestCase

from events.goals import GoalVoted
from events.log import codec
from events.log.codec import NotCanonical
from events.log.library import LogFactory, repository
from events.log.log import Log
from events.log.recorder import LogRecorder, LogTrackingRecorder
from events.vocabulary import Header, Recorded


class AggregateCases(AggregateRecorderTestCase):
    """The library's cases; abstract for pytest, run one by one below."""

    __test__ = False
    log: Log

    def create_recorder(self) -> LogRecorder:
        return LogRecorder(self.log)


class TrackingCases(TrackingRecorderTestCase):
    __test__ = False
    log: Log

    def create_recorder(self) -> LogTrackingRecorder:
        return LogTrackingRecorder(self.log, "goals", 1)


CASES = [
    (cases, name)
    for cases in (AggregateCases, TrackingCases)
    for name in unittest.TestLoader().getTestCaseNames(cases)
]


@pytest.mark.parametrize(("cases", "name"), CASES, ids=lambda value: getattr(value, "__name__", value))
def test_the_librarys_case_passes(cases: type[AggregateCases | TrackingCases], name: str, log: Log) -> None:
    assert cases.__dict__.get("INITIAL_VERSION", 1) == 1
    case = cases(name)
    case.log = log
    getattr(case, name)()


def vote(position: int, goal: str = "g1") -> Recorded:
    header = Header(
        command=f"c{position}",
        name="GoalVoted",
        partnership="p",
        person="alice",
        position=position,
        recorded_at=datetime(2026, 1, position, tzinfo=UTC),
    )
    return Recorded(header, GoalVoted(goal=goal, vote="support"))


def count(initial: int | None, events: Iterable[Recorded]) -> int | None:
    """A fold as the library wants it: None where there are no events."""
    for recorded in events:
        assert recorded.header.position == (initial or 0) + 1
        initial = recorded.header.position
    return initial


def test_the_librarys_repository_replays_to_any_position(log: Log) -> None:
    factory = LogFactory(log)
    store = factory.event_store(factory.mapper(), factory.aggregate_recorder())
    store.put([vote(position) for position in range(1, 6)])
    replay = repository(log)
    assert replay.get("p", version=3, projector_func=count) == 3
    assert replay.get("p", projector_func=count) == 5
    with pytest.raises(AggregateNotFoundError):
        replay.get("nobody", projector_func=count)
    stored = log.read("p")
    assert [codec.decode(one.state) for one in stored] == [vote(position) for position in range(1, 6)]
    assert [one.leaf for one in stored] == [codec.leaf(one.state) for one in stored]


def test_the_library_cannot_ask_for_an_order_between_partnerships(log: Log) -> None:
    factory = LogFactory(log)
    with pytest.raises(NotImplementedError, match="share nothing"):
        factory.application_recorder()
    with pytest.raises(NotImplementedError, match="share nothing"):
        factory.process_recorder()
    assert isinstance(factory.tracking_recorder(), LogTrackingRecorder)
    with pytest.raises(NotCanonical):
        factory.mapper().to_stored_event(Recorded(vote(1).header, GoalVoted(goal="e\u0301", vote="support")))
