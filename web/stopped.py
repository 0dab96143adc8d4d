"""A part of the workspace whose view stopped takes nothing new: nobody would see it, its author neither."""

from msgspec.structs import replace

from projections.views import Views
from web.door import Problem, problem
from workspace.commands import Command

SHOWN_BY = {
    "charter": "charter",
    "contributions": "promises",
    "conversation": "conversation",
    "decisions": "decisions",
    "goals": "goals",
}
"""The view on whose pages the commands of a feature are asked for."""
STOPPED = problem(
    "Nothing new can be kept here at the moment, because what was done here before cannot all be shown. "
    "What you wrote is still on this page: send it again later, and copy it first if it is long."
)


def stopped(views: Views, command_class: type[Command]) -> Problem | None:
    """Why a command is not taken now, if the view that would show it stands still."""
    feature = command_class.__module__.split(".")[1]
    return replace(STOPPED, status=503) if SHOWN_BY.get(feature) in views.parked else None
