"""What falls due is done once, whichever process gets to it first, and however often.

No process reserves anything. The id of the command is made of what is due, so the second who tries
finds the command known. A rule stays quiet when the time was moved meanwhile.
"""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from events.log.log import Log
from events.log.records import Due, LogError, to_micros

Act = Callable[[Due, str], None]


def command_id(due: Due) -> str:
    """The id of the command that this due thing is done by: the same in every process."""
    name = f"{due.kind}\0{due.ref}\0{to_micros(due.at)}"
    return f"due-{sha256(name.encode()).hexdigest()[:32]}"


def fire(log: Log, now: datetime, act: Act) -> list[Due]:
    """Give everything that has fallen due to `act(due, command_id)`; what it has done is due no more.

    `act` returns when the command is durable, was known already or stayed quiet. If it raises a
    LogError, the thing stays due for the next time and the others still get their turn.
    """
    done = []
    for due in log.due(now):
        try:
            act(due, command_id(due))
        except LogError:
            continue
        done.append(due)
    if done:
        log.remove_due(done)
    return done
