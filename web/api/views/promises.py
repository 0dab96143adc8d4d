"""Promises, as their pages show them. Between partners: who looks from outside gets none.

How reliably a partner keeps its word is left out on purpose: no program is told of that.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from events.contributions import ContributionKind, Unit
from projections import contributions
from projections.contributions import Delivery, Dispute, Promise, PromiseState
from web.api.caller import Caller
from web.api.paging import Paged, one_page, pages_of
from web.api.problems import stop
from web.api.shapes import Acted, PartnerNamed, Shape, Teller, Text


class PromiseLine(Shape, frozen=True, kw_only=True):
    """A promise in the list."""

    id: str
    title: Text
    partner: PartnerNamed
    kind: ContributionKind
    amount: Decimal | None
    unit: Unit | None
    due: date | None
    goal: str | None
    state: PromiseState
    made: Acted


class SumShown(Shape, frozen=True, kw_only=True):
    """What was promised and what is confirmed of one kind in one unit."""

    kind: ContributionKind
    unit: Unit | None
    promised: Decimal
    confirmed: Decimal
    number: int


class Promises(Shape, frozen=True, kw_only=True):
    """A page of the promises, the newest first, and what has come together."""

    promises: list[PromiseLine]
    sums: list[SumShown]
    page: int
    pages: int


class Agreed(Shape, frozen=True, kw_only=True):
    """Amount and day as agreed at one moment."""

    amount: Decimal | None
    due: date | None
    why: Text | None
    agreed: Acted


class Talk(Shape, frozen=True, kw_only=True):
    """Somebody sees it differently, and what the talk came to."""

    why: Text
    raised: Acted
    settled: Literal["kept", "goes on", "let go"] | None
    note: Text | None
    settled_by: Acted | None


class DeliveryShown(Shape, frozen=True, kw_only=True):
    """It was said to be done, and what others made of it."""

    evidence: Text | None
    said: Acted
    confirmed: list[Acted]
    talks: list[Talk]


class PromiseShown(Shape, frozen=True, kw_only=True):
    """One promise, and how it went."""

    promise: PromiseLine
    agreed: list[Agreed]
    deliveries: list[DeliveryShown]
    let_go: Acted | None
    why_let_go: Text | None


def all_promises(caller: Caller, asked: Paged) -> Promises:
    """The promises for this reader."""
    between_partners(caller)
    tell, everything = Teller(caller.naming), list(caller.views.promises.promises.values())[::-1]
    shown, page = one_page(everything, asked)
    sums = contributions.sums(caller.views.promises.promises.values())
    return Promises(
        promises=[promise_line(caller, tell, one) for one in shown],
        sums=[SumShown(**one._asdict()) for one in sums],
        page=page,
        pages=pages_of(len(everything)),
    )


def between_partners(caller: Caller) -> None:
    """Refuse those who look from outside."""
    if not caller.insider:
        raise stop(403, "What partners promise each other stays between them.")


def promise_line(caller: Caller, tell: Teller, promise: Promise) -> PromiseLine:
    """One promise in the list."""
    return PromiseLine(
        id=promise.id,
        title=tell.words(promise.title),
        partner=tell.partner(promise.partner),
        kind=promise.kind,
        amount=promise.amount,
        unit=promise.unit,
        due=promise.due,
        goal=promise.goal,
        state=contributions.state(promise, caller.views.at),
        made=tell.act(promise.made),
    )


def one_promise(caller: Caller, item: str) -> PromiseShown | None:
    """The promise of that id for this reader."""
    between_partners(caller)
    promise = caller.views.promises.promises.get(item)
    if promise is None:
        return None
    tell = Teller(caller.naming)
    return PromiseShown(
        promise=promise_line(caller, tell, promise),
        agreed=[
            Agreed(amount=one.amount, due=one.due, why=tell.maybe(one.why), agreed=tell.act(one.provenance))
            for one in promise.revisions
        ],
        deliveries=[delivery(tell, one) for one in promise.deliveries],
        let_go=tell.maybe_act(promise.let_go),
        why_let_go=tell.maybe(promise.why_let_go),
    )


def delivery(tell: Teller, one: Delivery) -> DeliveryShown:
    """What was said to be done."""
    return DeliveryShown(
        evidence=tell.maybe(one.evidence),
        said=tell.act(one.provenance),
        confirmed=[tell.act(seen.provenance) for seen in one.confirmations],
        talks=[talk(tell, dispute) for dispute in one.disputes],
    )


def talk(tell: Teller, one: Dispute) -> Talk:
    """A different view, and what came of it."""
    settled = one.settled
    return Talk(
        why=tell.words(one.why),
        raised=tell.act(one.provenance),
        settled=settled.how if settled else None,
        note=tell.words(settled.note) if settled else None,
        settled_by=tell.act(settled.provenance) if settled else None,
    )
