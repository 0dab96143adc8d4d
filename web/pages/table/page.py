"""The overview of a partnership, live in each of its parts."""

from collections.abc import Iterable
from typing import Any, get_args

from litestar import Response, get
from litestar.di import NamedDependency

from events.charter import TranslationChecked, TranslationOffered
from events.decisions import BallotCast, BallotRecast, BallotWithdrawn, ObjectionRaised, ObjectionResolved
from events.partners import (
    DisplayNameChosen,
    PerspectiveDeclared,
    SeatDismissed,
    SeatFilled,
    SeatOpened,
    SeatReopened,
    SeatVacated,
)
from events.vocabulary import Event, Recorded
from projections import decisions
from projections import table as overview
from projections.partners import Directory, seats
from projections.partners.seats import Seats, SeatState
from projections.table.folding import TOLD, GoalEvent, MissionEvent, PromiseEvent, QuestionEvent, SeatEvent
from projections.views import Views
from web.languages import spoken, told_first
from web.live.fragment import Fragment
from web.page import Page
from web.pages.beginning import win_context
from web.pages.directory.page import today
from web.pages.directory.welcoming import CATEGORY_GROUP
from web.pages.history.reading import entries
from web.pages.seats.contexts import looked_at
from web.pages.table.seating import seating
from web.picture import lay_table
from web.reader import Audience
from web.wanted import as_known
from web.wanted import today as wanted_today

MOMENTS = 6
OPEN_SHOWN = 5
FREE: tuple[SeatState, ...] = ("looking", "thin")
WANTED = (SeatOpened, SeatFilled, SeatVacated, SeatDismissed, SeatReopened)
VOTES = (BallotCast, BallotRecast, BallotWithdrawn, ObjectionRaised, ObjectionResolved)
TEMPLATE = "table/index.html"


def seats_context(
    views: Views,
    audience: Audience,
    item: str | None = None,
    *,
    now: Directory | None = None,
    wanted_now: Seats | None = None,
) -> dict[str, Any]:
    """The picture: who sits where, and in the middle the open decision, the mission, or the question.

    `now` and `wanted_now` are today's where the views are older: what was open then may be closed now.
    """
    wanted = [seat for state in FREE for seat in seats.with_state(views.seats, state)]
    question = overview.question(views.table)
    mission = overview.mission(views.table)
    told = told_first(views, audience, mission.wording) if mission else None
    text = told or mission
    lying = question[1].title if question else text.text if text else views.directory.question
    return {
        "now": now or views.directory,
        "seating": seating,
        "free_seats": [looked_at(seat, views, wanted_now or as_known(views)) for seat in wanted],
        "group_of": CATEGORY_GROUP,
        "lay_table": lay_table,
        "question": question,
        "mission_text": mission,
        "in_the_middle": lying,
    }


def mission_context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """The mission, and how many other texts are being talked about."""
    mission, text = views.table.mission, overview.mission(views.table)
    found = views.charter.wordings.get(text.wording) if text else None
    return {
        "mission_text": text,
        "mission_spoken": spoken(audience, found) if found else None,
        "mission": mission,
        "others": len(mission.proposed) - (mission.adopted is None and bool(mission.proposed)),
    }


def open_context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """Open questions, and how many goals and promises there are."""
    open_now = decisions.open_decisions(views.decisions)
    return {
        "open_decisions": [
            (one, decisions.state(one, views.at, audience.zone), decisions.tally(one))
            for one in open_now[:OPEN_SHOWN]
        ],
        "more_open": max(0, len(open_now) - OPEN_SHOWN),
        "goal_counts": overview.count_goals(views.table),
        "promise_counts": overview.count_promises(views.table),
        "insider": audience.role != "observer",
    }


def moments_context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """The last acts that this audience may read."""
    kinds = ("everyone",) if audience.role == "observer" else ("everyone", "members")
    return {"recent": overview.recent(views.table, kinds, MOMENTS), "entries": entries}


def on(*events: Any) -> Any:
    """A `touched` that answers to these events, with the whole block."""
    kinds: frozenset[type[Event]] = frozenset(events)

    def touched(recorded: Recorded) -> Iterable[str | None]:
        return (None,) if type(recorded.event) in kinds else ()

    return touched


WORDED = (*get_args(MissionEvent), TranslationOffered, TranslationChecked)
SEATED = (
    *get_args(SeatEvent),
    *(*WANTED, PerspectiveDeclared, DisplayNameChosen),
    *(*WORDED, *get_args(QuestionEvent)),
)
OPENED = (*get_args(QuestionEvent), *VOTES, *get_args(GoalEvent), *get_args(PromiseEvent))

FRAGMENTS = [
    Fragment("table", TEMPLATE, "table_mission", mission_context, on(*WORDED)),
    Fragment("table", TEMPLATE, "table_seats", seats_context, on(*SEATED)),
    Fragment("table", TEMPLATE, "table_open", open_context, on(*OPENED)),
    Fragment("table", TEMPLATE, "table_moments", moments_context, on(*TOLD)),
]


@get("/p/{partnership:str}", name="table")
async def table(page: NamedDependency[Page]) -> Response[str]:
    """The overview."""
    views, audience = page.views, page.audience
    shared = {
        **seats_context(views, audience, now=await today(page), wanted_now=await wanted_today(page)),
        **mission_context(views, audience),
        **win_context(views, audience),
        **open_context(views, audience),
        **moments_context(views, audience),
    }
    return page.show(TEMPLATE, shared, page="table")


HANDLERS = [table]
