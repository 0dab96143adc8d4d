"""Long partnerships, written straight into the log."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from uuid import uuid4

from events.goals import GoalProposed, GoalVoted
from events.log.codec import encode, leaf
from events.log.identity import fresh_id
from events.log.log import Log
from events.log.records import Append, CommandRow, Stored
from events.sealed import Words
from events.vocabulary import BY_CLASS, Event, Header

AT_ONCE = 5_000


@cache
def filled(url: str, size: int) -> str:
    """A partnership of one goal and so many votes, made once for all lines. Later ones may append to it."""
    partnership = uuid4().hex
    now = datetime.now(UTC)
    with Log.open(url) as log:
        for start in range(1, size + 1, AT_ONCE):
            batch = [
                stored_goal(partnership) if position == 1 else stored_vote(partnership, position)
                for position in range(start, min(start + AT_ONCE, size + 1))
            ]
            row = CommandRow(uuid4().hex, "bench", b"h" * 32, start, len(batch))
            log.append_many([Append(partnership, start - 1, now, batch, [row])])
    return partnership


def stored_goal(partnership: str) -> Stored:
    """The goal that all votes are on."""
    goal = "g" * 32
    title = Words("en", f"{goal}.title.0", "AAAA")
    event = GoalProposed(goal=goal, title=title, why=None, horizon=None)
    return stored_event(partnership, 1, uuid4().hex, event, command=goal)


def stored_vote(partnership: str, position: int) -> Stored:
    """One vote as it is kept."""
    return stored_event(partnership, position, uuid4().hex, GoalVoted(goal="g" * 32, vote="support"))


def stored_event(partnership: str, position: int, person: str, event: Event, command: str = "") -> Stored:
    """An event as it is kept."""
    name = BY_CLASS[type(event)].name
    header = Header(
        command=command or fresh_id(),
        name=name,
        partnership=partnership,
        person=person,
        position=position,
        recorded_at=datetime.now(UTC),
        role="member",
    )
    state = encode(header, event)
    return Stored(position, name, state, leaf(state))
