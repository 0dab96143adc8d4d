"""What is to be done later because of what has just happened.

The log's scheduler keeps these moments and, when one comes, sends the command. A moment that has been
moved since is harmless: the rule stays quiet.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from events.charter import DraftRoundOpened, IdeasInvited
from events.decisions import DecisionExtended, DecisionOpened
from events.vocabulary import Event
from workspace.charter.commands import EndDraftRoundByClock, RevealIdeasByClock
from workspace.commands import Command
from workspace.decisions.commands import CloseDecisionByClock

Due = tuple[datetime, str, str]
"""When, what, and the id of the thing it is about."""

CLOSE_DECISION = "close decision"
REVEAL_IDEAS = "reveal ideas"
END_DRAFT_ROUND = "end draft round"

COMMANDS: dict[str, Callable[[str], Command]] = {
    CLOSE_DECISION: lambda ref: CloseDecisionByClock(decision=ref),
    REVEAL_IDEAS: lambda ref: RevealIdeasByClock(round=ref),
    END_DRAFT_ROUND: lambda ref: EndDraftRoundByClock(draft=ref),
}


def due_after(events: Sequence[Event]) -> list[Due]:
    """The moments that these events bring with them."""
    return [due for event in events for due in _due(event)]


def _due(event: Event) -> list[Due]:
    match event:
        case DecisionOpened(closes_at=None) | IdeasInvited(reveals_at=None):
            return []
        case IdeasInvited(reveals_at=at) if at is not None:
            return [(at, REVEAL_IDEAS, event.round)]
        case DraftRoundOpened(ends_at=at):
            return [(at, END_DRAFT_ROUND, event.draft)]
        case DecisionOpened(closes_at=at) | DecisionExtended(closes_at=at) if at is not None:
            return [(at, CLOSE_DECISION, event.decision)]
        case _:
            return []


def command_for(kind: str, ref: str) -> Command:
    """The command that the clock gives at such a moment. ValueError: a kind that nobody here made."""
    command = COMMANDS.get(kind)
    if command is None:
        raise ValueError(f"nothing is known to be done for {kind}")
    return command(ref)
