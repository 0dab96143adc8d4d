"""Looking: every view as readable JSON, as it is or as it was."""

from collections.abc import Callable
from inspect import isawaitable
from typing import Any, NamedTuple

import msgspec
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from web.api.caller import Caller, asked_number
from web.api.paging import Paged
from web.api.shapes import Shape
from web.api.views.charter import Charter, charter
from web.api.views.conversation import Conversation, conversation
from web.api.views.decision import DecisionShown, one_decision
from web.api.views.decisions import Decisions, all_decisions
from web.api.views.directory import Directory, directory
from web.api.views.figures import Figures, figures
from web.api.views.founding import Founding, founding
from web.api.views.goals import Goals, GoalShown, all_goals, one_goal
from web.api.views.history import History, history
from web.api.views.promises import Promises, PromiseShown, all_promises, one_promise
from web.api.views.seats import Seats, seats
from web.api.views.table import Table, table


class View(NamedTuple):
    """A view: what makes it, its shape, and which of `page` and `before` it listens to."""

    make: Callable[[Caller, Paged], Any]
    shape: type[Shape]
    asked: tuple[str, ...] = ()


class Item(NamedTuple):
    """One thing in a view, by its id."""

    make: Callable[[Caller, str], Any]
    shape: type[Shape]


VIEWS: dict[str, View] = {
    "table": View(lambda caller, _: table(caller), Table),
    "directory": View(directory, Directory, ("page",)),
    "charter": View(lambda caller, _: charter(caller), Charter),
    "conversation": View(conversation, Conversation, ("page",)),
    "decisions": View(all_decisions, Decisions, ("page",)),
    "goals": View(all_goals, Goals, ("page",)),
    "promises": View(all_promises, Promises, ("page",)),
    "seats": View(lambda caller, _: seats(caller), Seats),
    "founding": View(lambda caller, _: founding(caller), Founding),
    "figures": View(lambda caller, _: figures(caller), Figures),
    "history": View(history, History, ("before",)),
}
NOT_SHOWN = frozenset(("acts",))
"""Views that no program is shown: when each person last did something is told to that person alone."""
ITEMS: dict[str, Item] = {
    "decisions": Item(one_decision, DecisionShown),
    "goals": Item(one_goal, GoalShown),
    "promises": Item(one_promise, PromiseShown),
}


@get("/partnerships/{partnership:str}/views/{view:str}", name="api-view")
async def look(
    request: Request[Any, Any, Any], caller: NamedDependency[Caller], view: FromPath[str]
) -> Response[bytes]:
    """A view for the token's reader."""
    known = VIEWS.get(view)
    if known is None:
        raise NotFoundException
    asked = Paged(asked_number(request, "page") or 1, asked_number(request, "before"))
    made = known.make(caller, asked)
    return shown(caller, view, await made if isawaitable(made) else made)


@get("/partnerships/{partnership:str}/views/{view:str}/{item:str}", name="api-item")
async def look_at_one(
    caller: NamedDependency[Caller], view: FromPath[str], item: FromPath[str]
) -> Response[bytes]:
    """One thing in a view."""
    known = ITEMS.get(view)
    found = known.make(caller, item) if known else None
    if found is None:
        raise NotFoundException
    return shown(caller, view, found)


def shown(caller: Caller, name: str, content: Shape) -> Response[bytes]:
    """The view with which moment it is of."""
    views = caller.views
    answer = {
        "partnership": views.partnership,
        "position": views.position,
        "at": views.at.replace(microsecond=0),
        "live": views.live,
        name: content,
    }
    return Response(msgspec.json.encode(answer), media_type="application/json")
