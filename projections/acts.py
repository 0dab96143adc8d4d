"""The view "acts": when each person last did something here, so that their silence can be told to them.

To them alone: no page, frame, export or answer to a program shows it of anybody else. What it holds is
in the history for every member to count; a list of who is silent is what nobody is to make of it.
"""

from datetime import datetime

import msgspec

from events.vocabulary import Recorded
from projections.audit import ALL
from projections.view import Projection


class Acts(msgspec.Struct):
    """The moment of each person's last act."""

    last: dict[str, datetime] = {}


def fold(view: Acts, recorded: Recorded) -> Acts:
    """Whatever a person does counts. What was told of them later counts for when it happened."""
    header = recorded.header
    before = view.last.get(header.person)
    if before is None or header.when > before:
        view.last[header.person] = header.when
    return view


def last_act(view: Acts, person: str) -> datetime | None:
    """When this person last did something; None when they never did."""
    return view.last.get(person)


PROJECTION = Projection("acts", 1, Acts, fold, ALL)
