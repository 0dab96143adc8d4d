"""What we believe about ourselves, and looking whether it is still true."""

from datetime import date, timedelta
from typing import assert_never

from events.partners import AssumptionStated, AssumptionTested
from workspace.acts import Act
from workspace.days import within_reach
from workspace.partners.commands.seats import StateAssumption, TestAssumption
from workspace.refusals import Decided, Refusal, refuse
from workspace.standing import leads
from workspace.state import Partnership


def decide(command: StateAssumption | TestAssumption, state: Partnership, act: Act) -> Decided:
    """Every member may state one; those who lead, or whoever stated it, say what was found."""
    match command:
        case StateAssumption():
            return _to_come(command.test_by, act) or (
                AssumptionStated(assumption=act.command, text=command.text, test_by=command.test_by),
            )
        case TestAssumption():
            return _test(command, state, act)
        case _:
            assert_never(command)


def _to_come(day: date | None, act: Act) -> Refusal | None:
    """None if the day is still to come, or there is none."""
    if day is not None and day < act.at.date() - timedelta(days=1):  # Somewhere it is still yesterday.
        return refuse("not valid", "This day has passed. Choose a later one.")
    return within_reach(day)


def _test(command: TestAssumption, state: Partnership, act: Act) -> Decided:
    stated_by = state.seats.assumptions.get(command.assumption)
    if stated_by is None:
        return refuse("not found", "This sentence is not here. Choose one from the list.")
    if act.person != stated_by and not leads(state, act):
        return refuse("not allowed", "Only who wrote this, a convener or a facilitator may do this.")
    return _to_come(command.test_by, act) or (
        AssumptionTested(
            assumption=command.assumption,
            finding=command.finding,
            note=command.note,
            test_by=command.test_by,
        ),
    )
