"""The view "promises": what was promised, what was done and seen, what is being talked about."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple, assert_never, cast, get_args

import msgspec

from events.contributions import (
    ContributionDelivered,
    ContributionKind,
    ContributionPledged,
    ContributionsEvent,
    DeliveryConfirmed,
    DeliveryDisputed,
    DisputeSettled,
    PledgeReleased,
    PledgeRevised,
    Unit,
)
from events.sealed import Words
from events.vocabulary import Recorded
from projections.provenance import Provenance, provenance
from projections.view import Projection

Stage = Literal["offered", "delivered", "confirmed", "disputed", "let go"]
PromiseState = Literal["offered", "no news", "delivered", "disputed", "confirmed", "let go"]
STATES: tuple[PromiseState, ...] = get_args(PromiseState)


class Revision(msgspec.Struct, frozen=True):
    """Amount and day of a promise as agreed at one moment; `why` is None for the first."""

    amount: Decimal | None
    due: date | None
    why: Words | None
    provenance: Provenance


class Confirmation(msgspec.Struct, frozen=True):
    """Another partner has seen it."""

    partner: str
    provenance: Provenance


class Settlement(msgspec.Struct, frozen=True):
    """What a talk came to."""

    how: Literal["kept", "goes on", "let go"]
    note: Words
    provenance: Provenance


class Dispute(msgspec.Struct):
    """Another partner sees it differently; `settled` once both have talked."""

    partner: str
    why: Words
    provenance: Provenance
    settled: Settlement | None = None


class Delivery(msgspec.Struct):
    """The partner says that it is done, and what others made of it."""

    evidence: Words | None
    provenance: Provenance
    confirmations: list[Confirmation] = []
    disputes: list[Dispute] = []


class Promise(msgspec.Struct):
    """One promise of a partner. The last of `revisions` holds; so does the last of `deliveries`.

    `stage` is what was said of it last; what a page shows, `state`, depends on the moment too.
    """

    id: str
    partner: str
    kind: ContributionKind
    title: Words
    unit: Unit | None
    goal: str | None
    revisions: list[Revision]
    stage: Stage = "offered"
    deliveries: list[Delivery] = []
    let_go: Provenance | None = None
    why_let_go: Words | None = None

    @property
    def made(self) -> Provenance:
        """Who made it, and when."""
        return self.revisions[0].provenance

    @property
    def amount(self) -> Decimal | None:
        """How much, as last agreed."""
        return self.revisions[-1].amount

    @property
    def due(self) -> date | None:
        """By which day, as last agreed."""
        return self.revisions[-1].due

    @property
    def delivery(self) -> Delivery | None:
        """What was last said to be done; None while it is still to be done."""
        return self.deliveries[-1] if self.deliveries and self.stage != "offered" else None

    @property
    def dispute(self) -> Dispute | None:
        """What is being talked about now."""
        delivery = self.delivery
        return delivery.disputes[-1] if delivery and self.stage == "disputed" else None

    @property
    def by_organisation(self) -> bool:
        """Whether an organisation promised it: somebody acting for themselves carries their own id."""
        return self.partner != self.made.person


class Promises(msgspec.Struct):
    """All promises, in the order they were made."""

    promises: dict[str, Promise] = {}


# --- the fold ------------------------------------------------------------------------------------


def fold(view: Promises, recorded: Recorded) -> Promises:
    """The view after one more event."""
    by = provenance(recorded.header)
    event = cast(ContributionsEvent, recorded.event)
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


PROJECTION = Projection("promises", 1, Promises, fold, frozenset(get_args(ContributionsEvent)))


# --- states at a moment ----------------------------------------------------------------------------


def day_ends(day: date) -> datetime:
    """The moment after which a day has passed, in UTC."""
    return datetime.combine(day, time(), UTC) + timedelta(days=1)


def state(promise: Promise, at: datetime) -> PromiseState:
    """What a page says of the promise at that moment: its stage, or "no news" when its day has passed."""
    if promise.stage == "offered" and promise.due and at >= day_ends(promise.due):
        return "no news"
    return promise.stage


def next_change(view: Promises, at: datetime) -> datetime | None:
    """When the view next looks different though nothing happens: the next promise's day passes."""
    ends = [
        day_ends(promise.due)
        for promise in view.promises.values()
        if promise.stage == "offered" and promise.due
    ]
    return min((end for end in ends if end > at), default=None)


# --- queries -------------------------------------------------------------------------------------


def by_state(promises: Iterable[Promise], at: datetime) -> dict[PromiseState, list[Promise]]:
    """The promises under what a page says of them, every state in its place, empty ones too."""
    sorted_out: dict[PromiseState, list[Promise]] = {name: [] for name in STATES}
    for promise in promises:
        sorted_out[state(promise, at)].append(promise)
    return sorted_out


def of_partner(view: Promises, partner: str) -> list[Promise]:
    """What a partner has promised, in the order it was made."""
    return [promise for promise in view.promises.values() if promise.partner == partner]


def for_goal(view: Promises, goal: str) -> list[Promise]:
    """What was promised to a goal, in the order it was made."""
    return [promise for promise in view.promises.values() if promise.goal == goal]


def waiting_for_eyes(view: Promises, partner: str) -> list[Promise]:
    """What others have done and this partner could confirm."""
    return [
        promise
        for promise in view.promises.values()
        if promise.stage == "delivered" and promise.partner != partner
    ]


class FollowThrough(NamedTuple):
    """How many promises were due, and how many of these were kept by their day."""

    kept: int
    due: int


def follow_through(promises: Iterable[Promise], at: datetime) -> FollowThrough:
    """Follow-through `F = confirmed by due / due`, as its two counts; the page prints both.

    `due` are the promises whose day has passed at `at`, but for those let go on or before that day;
    `confirmed by due` are those of them that were done by their day and that another partner has
    confirmed (or both settled as kept) since. The day is the one agreed on last. The confirmation
    itself may come later: nobody answers for how quickly somebody else looks.
    Unit: promises. Source: ContributionPledged, PledgeRevised, ContributionDelivered,
    DeliveryConfirmed, DisputeSettled, PledgeReleased.
    """
    counted = [promise for promise in promises if came_due(promise, at)]
    return FollowThrough(sum(map(kept_by_due, counted)), len(counted))


def came_due(promise: Promise, at: datetime) -> bool:
    """Whether its day has passed, without its having been let go before."""
    if not promise.due or at < day_ends(promise.due):
        return False
    return not (promise.let_go and promise.let_go.when < day_ends(promise.due))


def kept_by_due(promise: Promise) -> bool:
    """Whether it was done by its day and is confirmed."""
    done, due = promise.delivery, promise.due
    if promise.stage != "confirmed" or done is None or due is None:
        return False
    return done.provenance.when < day_ends(due)


def follow_through_of_organisations(view: Promises, at: datetime) -> dict[str, FollowThrough]:
    """`follow_through` for each organisation that has promised something; people are never in it."""
    promised: dict[str, list[Promise]] = {}
    for promise in view.promises.values():
        if promise.by_organisation:
            promised.setdefault(promise.partner, []).append(promise)
    return {partner: follow_through(promises, at) for partner, promises in promised.items()}
