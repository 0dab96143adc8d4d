"""All live views of one partnership at one position."""

from datetime import datetime
from typing import Any, NamedTuple

from projections import acts, charter, contributions, conversation, decisions, goals, partners, table
from projections.partners import figures, founding, seats
from projections.view import Projection

PROJECTIONS: dict[str, Projection[Any]] = {
    module.PROJECTION.name: module.PROJECTION
    for module in (
        table,
        partners,
        charter,
        conversation,
        decisions,
        goals,
        contributions,
        founding,
        seats,
        acts,
        figures,
    )
}


class Views(NamedTuple):
    """What pages render from. `at` is the moment for indicators: now when live, else of `position`.

    `parked` names the views whose fold failed: they stand where they stopped, and pages say so.
    """

    partnership: str
    position: int
    at: datetime
    live: bool
    table: table.Table
    directory: partners.Directory
    charter: charter.Charter
    conversation: conversation.Conversation
    decisions: decisions.Decisions
    goals: goals.Goals
    promises: contributions.Promises
    founding: founding.Founding
    seats: seats.Seats
    acts: acts.Acts
    figures: figures.Sharing
    parked: tuple[str, ...] = ()


def next_change(views: Views, at: datetime) -> datetime | None:
    """The first moment after `at` at which one of the views reads differently though nothing happens."""
    asked = [(name, one.next_change) for name, one in PROJECTIONS.items() if one.next_change]
    told = [moment for name, ask in asked if (moment := ask(getattr(views, name), at)) is not None]
    return min(told, default=None)
