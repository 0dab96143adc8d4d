"""The view "table": the overview of a partnership.

Who has a seat, what the mission says or may come to say, which question is on the table, how many
goals and promises there are, and how densely partners work together. Sealed texts are carried as
they are. `view` has the shapes, `folding` the fold, `ties` the indicators of working together.
"""

from projections.table.folding import TABLE_EVENTS, fold
from projections.table.ties import Survey, density
from projections.table.view import (
    GOAL_STATES,
    PROMISE_STATES,
    Happened,
    Mission,
    Question,
    Seat,
    Table,
    count_goals,
    count_partners,
    count_promises,
    mission,
    question,
    recent,
)
from projections.view import Projection

__all__ = [
    "GOAL_STATES",
    "PROJECTION",
    "PROMISE_STATES",
    "Happened",
    "Mission",
    "Question",
    "Seat",
    "Survey",
    "Table",
    "count_goals",
    "count_partners",
    "count_promises",
    "density",
    "mission",
    "question",
    "recent",
]

PROJECTION = Projection("table", 2, Table, fold, TABLE_EVENTS)
