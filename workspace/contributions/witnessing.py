"""A second pair of eyes: confirming, seeing it differently, and settling that."""

from typing import assert_never

from events.contributions import DeliveryConfirmed, DeliveryDisputed, DisputeSettled
from workspace.acts import Act
from workspace.contributions.commands import ConfirmDelivery, DisputeDelivery, SettleDispute
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import leads, speaks_for
from workspace.state import Partnership, Promise


def decide(
    command: ConfirmDelivery | DisputeDelivery | SettleDispute, state: Partnership, act: Act
) -> Decided:
    """Whether a promise is kept is never for the one who promised alone to say."""
    promise = state.contributions.promises.get(command.pledge)
    if promise is None:
        return refuse("not found", "This promise is not here. Choose one from the list.")
    match command:
        case ConfirmDelivery():
            return _confirm(command, promise, state, act)
        case DisputeDelivery():
            return _dispute(command, promise, state, act)
        case SettleDispute():
            return _settle(command, promise, state, act)
        case _:
            assert_never(command)


def _is_own(promise: Promise, state: Partnership, act: Act) -> bool:
    """Whether the actor promised or did this, or speaks for the partner, whatever they act for now."""
    mine = promise.partner in state.partners.members[act.person].places
    return mine or act.person in (promise.promised_by, promise.delivered_by)


def _confirm(command: ConfirmDelivery, promise: Promise, state: Partnership, act: Act) -> Decided:
    if _is_own(promise, state, act):
        return refuse("not allowed", "This is your own promise. Somebody else has to confirm it.")
    match promise.status:
        case "delivered":
            return (DeliveryConfirmed(pledge=command.pledge, partner=speaks_for(act)),)
        case "confirmed":
            return QUIET
        case "offered" | "disputed" | "released":
            return _not_to_be_seen(promise)


def _dispute(command: DisputeDelivery, promise: Promise, state: Partnership, act: Act) -> Decided:
    if _is_own(promise, state, act):
        return refuse("not allowed", "This is your own promise. Somebody else has to look at it.")
    if promise.status == "delivered":
        return (DeliveryDisputed(pledge=command.pledge, partner=speaks_for(act), why=command.why),)
    return _not_to_be_seen(promise)


def _not_to_be_seen(promise: Promise) -> Refusal:
    match promise.status:
        case "offered":
            return refuse("not now", "Nobody has said yet that this is done. Wait for that.")
        case "disputed":
            return refuse("not now", "This is being talked about. Settle it together first.")
        case "confirmed":
            return refuse("not now", "Another partner has confirmed this. Talk with both of them.")
        case "released" | "delivered":
            return refuse("not now", "This promise was let go. There is nothing left to look at.")


def _settle(command: SettleDispute, promise: Promise, state: Partnership, act: Act) -> Decided:
    """Either side, or a facilitator, notes the result; that it was kept, somebody else has to say."""
    if promise.status != "disputed":
        return refuse("not now", "Nobody sees this promise differently, so there is nothing to settle.")
    if speaks_for(act) not in (promise.partner, promise.disputed_by) and not leads(state, act):
        return refuse("not allowed", "Only the two partners or a facilitator may settle this.")
    if command.how == "kept" and _is_own(promise, state, act):
        return refuse("not allowed", "This is your own promise. Somebody else has to confirm it.")
    return (DisputeSettled(pledge=command.pledge, how=command.how, note=command.note),)
