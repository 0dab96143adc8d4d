"""What the rules remember of promises."""

from typing import assert_never

from events.contributions import (
    CapacityDeclared,
    ContributionDelivered,
    ContributionPledged,
    ContributionsEvent,
    DeliveryConfirmed,
    DeliveryDisputed,
    DisputeSettled,
    PledgeReleased,
    PledgeRevised,
)
from events.vocabulary import Header
from workspace.state import Partnership, Promise


def evolve(state: Partnership, event: ContributionsEvent | CapacityDeclared, header: Header) -> None:
    """Take one event in."""
    promises = state.contributions.promises
    match event:
        case ContributionPledged():
            promises[event.pledge] = Promise(
                event.partner, header.person, event.amount, event.unit, event.due
            )
        case PledgeRevised():
            promise = promises[event.pledge]
            promise.amount, promise.due = event.amount, event.due
        case PledgeReleased():
            promises[event.pledge].status = "released"
        case ContributionDelivered():
            promise = promises[event.pledge]
            promise.status, promise.delivered_by = "delivered", header.person
        case DeliveryConfirmed():
            promises[event.pledge].status = "confirmed"
        case DeliveryDisputed():
            promise = promises[event.pledge]
            promise.status, promise.disputed_by = "disputed", event.partner
        case DisputeSettled():
            _settle(promises[event.pledge], event)
        case CapacityDeclared():
            state.contributions.hours[event.partner] = (event.person, event.hours)
        case _:
            assert_never(event)


def _settle(promise: Promise, event: DisputeSettled) -> None:
    promise.disputed_by = None
    match event.how:
        case "kept":
            promise.status = "confirmed"
        case "goes on":
            promise.status, promise.delivered_by = "offered", None
        case "let go":
            promise.status = "released"
        case _:
            assert_never(event.how)
