"""Sentences about promises. They praise and never blame."""

from typing import assert_never

from markupsafe import Markup

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
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling

SETTLED = {
    "kept": N_("{who} noted after a talk that it counts as kept: {promise} {note}"),
    "goes on": N_("{who} noted after a talk that it goes on: {promise} {note}"),
    "let go": N_("{who} noted after a talk that it is let go: {promise} {note}"),
}


def sentence(event: ContributionsEvent | CapacityDeclared, tell: Telling) -> Markup:
    """What happened, in one sentence. How many hours somebody has is theirs to show."""
    if isinstance(event, CapacityDeclared):
        return tell.say(N_("{who} said how much time there is."))
    return _about_promise(event, tell)


def _about_promise(event: ContributionsEvent, tell: Telling) -> Markup:
    promise = tell.promise(event.pledge)
    match event:
        case ContributionPledged(due=None):
            return tell.say(N_("{who} made a promise: {promise}"), promise=promise)
        case ContributionPledged():
            assert event.due is not None
            day = tell.day(event.due)
            return tell.say(N_("{who} made a promise for {day}: {promise}"), promise=promise, day=day)
        case PledgeRevised():
            why = tell.quote(event.why)
            return tell.say(N_("{who} agreed a promise anew: {promise} {why}"), promise=promise, why=why)
        case PledgeReleased(why=None):
            return tell.say(N_("{who} let a promise go: {promise}"), promise=promise)
        case PledgeReleased():
            assert event.why is not None
            why = tell.quote(event.why)
            return tell.say(N_("{who} let a promise go: {promise} {why}"), promise=promise, why=why)
        case ContributionDelivered() | DeliveryConfirmed() | DeliveryDisputed():
            return delivery(event, promise, tell)
        case DisputeSettled():
            return tell.say(SETTLED[event.how], promise=promise, note=tell.quote(event.note))
        case _:
            assert_never(event)


def delivery(
    event: ContributionDelivered | DeliveryConfirmed | DeliveryDisputed, promise: Markup, tell: Telling
) -> Markup:
    """It is done, and others have seen it or see it differently."""
    match event:
        case ContributionDelivered(evidence=None):
            return tell.say(N_("{who} said that it is done: {promise}"), promise=promise)
        case ContributionDelivered():
            assert event.evidence is not None
            evidence = tell.quote(event.evidence)
            return tell.say(
                N_("{who} said that it is done: {promise} {evidence}"), promise=promise, evidence=evidence
            )
        case DeliveryConfirmed():
            return tell.say(N_("{who} confirmed it: {promise}"), promise=promise)
        case DeliveryDisputed():
            why = tell.quote(event.why)
            return tell.say(N_("{who} sees it differently: {promise} {why}"), promise=promise, why=why)
        case _:
            assert_never(event)
