"""What the promising partner does with a promise: agree anew, let go, or say that it is done."""

from typing import assert_never

from events.contributions import ContributionDelivered, PledgeReleased, PledgeRevised
from workspace.acts import Act
from workspace.contributions.commands import DeliverPromise, ReleasePromise, RevisePromise
from workspace.contributions.promising import sound_amount, still_ahead
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import speaks_for
from workspace.state import Partnership, Promise


def decide(command: RevisePromise | ReleasePromise | DeliverPromise, state: Partnership, act: Act) -> Decided:
    """Only the partner who promised may do these."""
    promise = state.contributions.promises.get(command.pledge)
    if promise is None:
        return refuse("not found", "This promise is not here. Choose one from the list.")
    if promise.partner != speaks_for(act):
        return refuse("not allowed", "Only the partner who promised this may do this.")
    match command:
        case RevisePromise():
            return _revise(command, promise, act)
        case ReleasePromise():
            return _release(command, promise)
        case DeliverPromise():
            return _deliver(command, promise)
        case _:
            assert_never(command)


def _revise(command: RevisePromise, promise: Promise, act: Act) -> Decided:
    """What is left empty stays as it was; the event carries what holds from now on."""
    if promise.status != "offered":
        return _too_late(promise)
    if command.amount is not None and promise.unit is None:
        return refuse("not valid", "This promise is not counted. Change its day only, or make a new one.")
    amount = promise.amount if command.amount is None else command.amount
    due = promise.due if command.due is None else command.due
    if (amount, due) == (promise.amount, promise.due):
        return QUIET
    refusal = sound_amount(command.amount) or (still_ahead(due, act.at) if due != promise.due else None)
    if refusal is not None:
        return refusal
    return (PledgeRevised(pledge=command.pledge, amount=amount, due=due, why=command.why),)


def _release(command: ReleasePromise, promise: Promise) -> Decided:
    match promise.status:
        case "offered":
            return (PledgeReleased(pledge=command.pledge, why=command.why),)
        case "released":
            return QUIET
        case "delivered" | "disputed" | "confirmed":
            return _too_late(promise)


def _deliver(command: DeliverPromise, promise: Promise) -> Decided:
    if promise.status == "offered":
        return (ContributionDelivered(pledge=command.pledge, evidence=command.evidence),)
    if promise.status == "delivered" and command.evidence is None:
        return QUIET
    return _too_late(promise)


def _too_late(promise: Promise) -> Refusal:
    match promise.status:
        case "delivered":
            return refuse("not now", "You said that this is done. Another partner looks at it now.")
        case "disputed":
            return refuse("not now", "This is being talked about. Settle it together first.")
        case "confirmed":
            return refuse("not now", "This promise is kept and confirmed. Thank you.")
        case "offered" | "released":
            return refuse("not now", "This promise was let go. Make a new one if you like.")
