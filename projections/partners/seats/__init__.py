"""The view "seats": whom the table is looking for, who could be asked, what we believe of ourselves.

For the picture: `with_state(view, "looking")` and `"thin"` are the free seats; `is_told(seat)` says
whether the words of one may be shown at all (in a replay, then *and* now: see `web.wanted`).
"""

from typing import get_args

from events.partners import SeatsEvent
from projections.partners.seats.folding import fold
from projections.partners.seats.kinds import (
    FEW,
    LIVED,
    SMALL,
    Reached,
    diversity,
    not_asked_about,
    openly_not_asked_about,
    reached,
)
from projections.partners.seats.shape import (
    Assumption,
    Dismissal,
    Nomination,
    Retest,
    Seat,
    Seats,
    SeatState,
    Step,
)
from projections.partners.seats.standing import (
    STATES,
    Coverage,
    age,
    coverage,
    due,
    is_due,
    is_told,
    next_change,
    shows_category,
    state,
    with_state,
)
from projections.view import Projection

__all__ = [
    "FEW",
    "LIVED",
    "PROJECTION",
    "SMALL",
    "STATES",
    "Assumption",
    "Coverage",
    "Dismissal",
    "Nomination",
    "Reached",
    "Retest",
    "Seat",
    "SeatState",
    "Seats",
    "Step",
    "age",
    "coverage",
    "diversity",
    "due",
    "fold",
    "is_due",
    "is_told",
    "next_change",
    "not_asked_about",
    "openly_not_asked_about",
    "reached",
    "shows_category",
    "state",
    "with_state",
]

PROJECTION = Projection("seats", 1, Seats, fold, frozenset(get_args(SeatsEvent)))
