"""What is to be done later because of what has just happened.

The log's scheduler keeps these moments and, when one comes, sends the command. A moment that has been
moved since is harmless: the rule stays quiet.
"""

from collections.abc import Sequence
from datetime import datetime

from events.decisions import DecisionExtended, DecisionOpened
from events.vocabulary import Event
from workspace.commands import Command
from workspace.decisions.commands import CloseDecisionByClock

Due = tuple[datetime, str, str]
"""When, what, and the id of the thing it is about."""

CLOSE_DECISION = "close decision"


def due_after(events: Sequence[Event]) -> list[Due]:
    """The moments that these events bring with them."""
    return [due for event in events for due in _due(event)]


def _due(event: Event) -> list[Due]:
    match event:
        case DecisionOpened(closes_at=None):
            return []
        case DecisionOpened(closes_at=at) | DecisionExtended(closes_at=at) if at is not None:
            return [(at, CLOSE_DECISION, event.decision)]
        case _:
            return []


def command_for(kind: str, ref: str) -> Command:
    """The command that the clock gives at such a moment. ValueError: a kind that nobody here made."""
    if kind == CLOSE_DECISION:
        return CloseDecisionByClock(decision=ref)
    raise ValueError(f"nothing is known to be done for {kind}")
