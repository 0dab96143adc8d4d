"""The view "history": what happened, one entry for each moment.

Pages read ranges of the log instead of this view, which grows without bound; it serves
`everyseat show history` and exports.
"""

from typing import get_args

import msgspec

from events.charter import CharterEvent
from events.contributions import CapacityDeclared, ContributionsEvent
from events.conversation import ConversationEvent
from events.decisions import DecisionsEvent
from events.goals import GoalsEvent
from events.leadership import LeadershipEvent
from events.network import NetworkEvent
from events.partners import AttributesEvent, FoundingEvent, JoiningEvent, PartnersEvent, SeatsEvent
from events.support import SupportEvent
from events.vocabulary import BY_CLASS, Event, Recorded
from projections.provenance import Provenance, provenance
from projections.view import Projection

ALL: frozenset[type[Event]] = frozenset(
    {
        *get_args(PartnersEvent),
        *get_args(FoundingEvent),
        *get_args(JoiningEvent),
        *get_args(SeatsEvent),
        *get_args(AttributesEvent),
        *get_args(CharterEvent),
        *get_args(ConversationEvent),
        *get_args(DecisionsEvent),
        *get_args(GoalsEvent),
        *get_args(ContributionsEvent),
        CapacityDeclared,
        NetworkEvent,
        LeadershipEvent,
        SupportEvent,
    }
)


class Entry(msgspec.Struct, frozen=True):
    """One moment: the stored name of what happened, the feature it belongs to, and whose act it was."""

    position: int
    name: str
    feature: str
    provenance: Provenance
    role: str | None = None


class History(msgspec.Struct):
    """Every moment so far, oldest first, and how many there are of each feature."""

    entries: list[Entry] = []
    counts: dict[str, int] = {}


def fold(view: History, recorded: Recorded) -> History:
    """The view after one more event."""
    header = recorded.header
    feature = BY_CLASS[type(recorded.event)].feature
    view.entries.append(Entry(header.position, header.name, feature, provenance(header), header.role))
    view.counts[feature] = view.counts.get(feature, 0) + 1
    return view


PROJECTION = Projection("history", 2, History, fold, ALL)
