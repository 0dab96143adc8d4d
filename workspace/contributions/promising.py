"""Making a promise."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from events.contributions import ContributionPledged
from workspace.acts import Act
from workspace.contributions.commands import AMOUNTS, MakePromise
from workspace.days import within_reach
from workspace.refusals import Decided, Refusal, refuse
from workspace.standing import speaks_for
from workspace.state import Partnership

FARTHEST_WEST = timedelta(hours=12)


def decide(command: MakePromise, state: Partnership, act: Act) -> Decided:
    """A partner promises something: countable with its unit, or not countable at all."""
    refusal = (
        _countable(command)
        or sound_amount(command.amount)
        or still_ahead(command.due, act.at)
        or _goal(state, command.goal)
    )
    if refusal is not None:
        return refusal
    return (
        ContributionPledged(
            pledge=act.command,
            partner=speaks_for(act),
            kind=command.kind,
            title=command.title,
            amount=command.amount,
            unit=command.unit,
            due=command.due,
            goal=command.goal,
        ),
    )


def _countable(command: MakePromise) -> Refusal | None:
    if (command.amount is None) == (command.unit is None):
        return None
    return refuse("not valid", "Say both how much and of what, or leave both empty.")


def sound_amount(amount: Decimal | None) -> Refusal | None:
    """None if there is no amount, or a number that somebody can keep."""
    if amount is None or AMOUNTS.holds(amount):
        return None
    return refuse("not valid", "Give an amount above zero, as a plain number.")


def still_ahead(due: date | None, at: datetime) -> Refusal | None:
    """None if the day is not over yet everywhere: where the sun sets last it may still be yesterday."""
    if due is None or due >= (at - FARTHEST_WEST).date():
        return within_reach(due)
    return refuse("not valid", "This day has passed. Choose today or a later day.")


def _goal(state: Partnership, goal: str | None) -> Refusal | None:
    if goal is None:
        return None
    found = state.goals.goals.get(goal)
    if found is None:
        return refuse("not found", "This goal is not here. Choose one from the list.")
    if found.status == "dropped":
        return refuse("not now", "This goal was let go. Choose another one, or none.")
    return None
