"""Votes without end, and what has to hold of the record after everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from events.log.codec import decode
from events.log.log import Log
from tests.faults import checker
from tests.faults.checker import History
from web.control import Asked
from web.engine.live_views import VIEWS as LIVE
from web.engine.live_views import Folded, LiveViews
from web.engine.snapshots import Snapshots

PARTNERSHIP = "f" * 32
GOAL = "g" * 32
PEOPLE = [f"{number:032x}" for number in range(40)]
CHOICES = ("support", "unsure", "against")


Votes = History[Asked]
"""What became of the votes, as the voters saw it."""


def asked(kind: str, command: str, person: str, *, operator: bool = False, **fields: Any) -> Asked:
    """Something to be kept."""
    return Asked(
        partnership=PARTNERSHIP,
        kind=kind,
        fields=fields,
        command=command,
        person=person,
        at=datetime.now(UTC),
        operator=operator,
    )


def beginning() -> list[Asked]:
    """A partnership with people and a goal to vote on."""
    founder = PEOPLE[0]
    return [
        asked("FoundPartnership", "a" * 32, founder, operator=True, name="Kept", display_name="Ana"),
        asked("AdmitPeople", "b" * 32, founder, people=PEOPLE[1:], source="test"),
        asked("ProposeGoal", GOAL, founder, title="Sleep through the night"),
    ]


def vote(number: int) -> Asked:
    """The vote of a number: everybody in turn, each time something else than before."""
    choice = CHOICES[number // len(PEOPLE) % len(CHOICES)]
    return asked("VoteOnGoal", f"{number:032d}", PEOPLE[number % len(PEOPLE)], goal=GOAL, vote=choice)


def batches(partnership: str, first: int) -> Iterator[list[Asked]]:
    """Votes from a number on, in batches of different sizes."""
    assert partnership == PARTNERSHIP
    size = 1
    while True:
        yield [vote(number) for number in range(first, first + size)]
        first += size
        size = size % 60 + 7


def must_hold(log: Log, history: Votes) -> None:
    """The record says what the voters were told."""
    checker.must_hold(log, PARTNERSHIP, history)


def replayed(log: Log) -> Folded:
    """The views folded from the first event on."""
    folded = Folded(PARTNERSHIP)
    for stored in log.read(PARTNERSHIP):
        folded.fold(decode(stored.state))
    return folded


def views_must_hold(log: Log) -> None:
    """All views that the next server begins with, from what those before it left, are those of a replay."""
    snapshots = Snapshots(log, LIVE)
    found, again = LiveViews(log, snapshots).load(PARTNERSHIP), replayed(log)
    snapshots.close()
    assert found.position == again.position
    assert found.parked == again.parked == {}
    assert [name for name in again.views if found.views[name] != again.views[name]] == []
