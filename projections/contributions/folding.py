"""How events about promises change the view."""

from typing import assert_never, cast

from events.contributions import (
    ContributionDelivered,
    ContributionPledged,
    ContributionsEvent,
    DeliveryConfirmed,
    DeliveryDisputed,
    DisputeSettled,
    PledgeReleased,
    PledgeRevised,
)
from events.vocabulary import Recorded
from projections.contributions.shape import (
    Confirmation,
    Delivery,
    Dispute,
    Promise,
    Promises,
    Revision,
    Settlement,
)
from projections.provenance import Provenance, provenance


def fold(view: Promises, recorded: Recorded) -> Promises:
    """The view after one more event."""
    by = provenance(recorded.header)
    event = cast(ContributionsEvent, recorded.event)
    view.position = by.position
    if isinstance(event, ContributionPledged):
        view.promises[event.pledge] = promised(event, by)
        return view
    promise = view.promises[event.pledge]
    match event:
        case PledgeRevised(amount=amount, due=due, why=why):
            promise.revisions.append(Revision(amount, due, why, by))
        case PledgeReleased(why=why):
            promise.stage, promise.let_go, promise.why_let_go = "let go", by, why
        case ContributionDelivered(evidence=evidence):
            promise.stage = "delivered"
            promise.deliveries.append(Delivery(evidence, by))
        case DeliveryConfirmed(partner=partner):
            promise.stage = "confirmed"
            promise.deliveries[-1].confirmations.append(Confirmation(partner, by))
        case DeliveryDisputed(partner=partner, why=why):
            promise.stage = "disputed"
            promise.deliveries[-1].disputes.append(Dispute(partner, why, by))
        case DisputeSettled():
            settle(promise, event, by)
        case other:
            assert_never(other)
    return view


def promised(event: ContributionPledged, by: Provenance) -> Promise:
    """A promise as it was made."""
    first = Revision(event.amount, event.due, None, by)
    return Promise(event.pledge, event.partner, event.kind, event.title, event.unit, event.goal, [first])


def settle(promise: Promise, event: DisputeSettled, by: Provenance) -> None:
    """Keep what the talk came to, and go on from there."""
    promise.deliveries[-1].disputes[-1].settled = Settlement(event.how, event.note, by)
    match event.how:
        case "kept":
            promise.stage = "confirmed"
        case "goes on":
            promise.stage = "offered"
        case "let go":
            promise.stage, promise.let_go, promise.why_let_go = "let go", by, event.note
