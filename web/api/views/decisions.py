"""Decisions, as their pages show them."""

from datetime import date, datetime
from decimal import Decimal

from events.decisions import ElectorateKind, Method, Outcome
from projections import decisions
from projections.decisions import Decision, State
from web.api.caller import Caller
from web.api.paging import Paged, one_page, pages_of
from web.api.shapes import Acted, Shape, Teller, Text


class DecisionLine(Shape, frozen=True, kw_only=True):
    """A decision in a list. `voted` is missing for who looks from outside until there is an outcome."""

    id: str
    title: Text
    method: Method
    state: State
    closes_at: datetime | None
    opened: Acted
    entitled: int
    voted: int | None
    outcome: Outcome | None


class Decisions(Shape, frozen=True, kw_only=True):
    """What is open, and a page of what was decided, the latest first."""

    open: list[DecisionLine]
    past: list[DecisionLine]
    page: int
    pages: int


def all_decisions(caller: Caller, asked: Paged) -> Decisions:
    """The decisions for this reader."""
    view = caller.views.decisions
    past = decisions.past_decisions(view)
    shown, page = one_page(past, asked)
    return Decisions(
        open=[line(caller, one) for one in decisions.open_decisions(view)],
        past=[line(caller, one) for one in shown],
        page=page,
        pages=pages_of(len(past)),
    )


def line(caller: Caller, decision: Decision) -> DecisionLine:
    """One decision in the list."""
    tell, tally = Teller(caller.naming), decisions.tally(decision)
    counted = caller.insider or decision.result is not None
    return DecisionLine(
        id=decision.id,
        title=tell.words(decision.title),
        method=decision.method,
        state=decisions.state(decision, caller.views.at, caller.audience.zone),
        closes_at=decision.closes_at,
        opened=tell.act(decision.opened),
        entitled=decision.entitled,
        voted=tally.voted if counted else None,
        outcome=decision.result.outcome if decision.result else None,
    )


class Rules(Shape, frozen=True, kw_only=True):
    """How it is decided. `quorum` and `threshold` are shares from 0 to 1."""

    method: Method
    electorate_kind: ElectorateKind
    entitled: int
    quorum: Decimal
    quorum_needed: int
    threshold: Decimal
    closes_at: datetime | None
    zone: str


class MoreTime(Shape, frozen=True, kw_only=True):
    """More time that was given. `why` is missing for who looks from outside."""

    closes_at: datetime
    why: Text | None
    given: Acted


class Closed(Shape, frozen=True, kw_only=True):
    """How voting ended."""

    how: str
    early: bool
    why: Text | None
    closed: Acted


class FollowedBy(Shape, frozen=True, kw_only=True):
    """What the decision led to."""

    kind: str
    id: str | None
    position: int


class Came(Shape, frozen=True, kw_only=True):
    """What came of it, and what followed."""

    outcome: Outcome
    published: Acted
    closing: Closed | None
    followed: list[FollowedBy]
    review_on: date | None


def rules(decision: Decision) -> Rules:
    """How it is decided."""
    return Rules(
        method=decision.method,
        electorate_kind=decision.electorate_kind,
        entitled=decision.entitled,
        quorum=decision.quorum,
        quorum_needed=decisions.tally(decision).quorum_needed,
        threshold=decision.threshold,
        closes_at=decision.closes_at,
        zone=decision.zone,
    )


def more_time(tell: Teller, decision: Decision) -> list[MoreTime]:
    """Each time that more time was given."""
    return [
        MoreTime(
            closes_at=one.closes_at,
            why=None if tell.observer else tell.words(one.why),
            given=tell.act(one.given),
        )
        for one in decision.extensions
    ]


def came(tell: Teller, decision: Decision) -> Came | None:
    """What came of it; nothing before there is a count."""
    result, closing = decision.result, decision.closing
    if result is None:
        return None
    closed = None
    if closing is not None:
        why, act = tell.maybe(closing.why), tell.act(closing.closed)
        closed = Closed(how=closing.how, early=closing.early, why=why, closed=act)
    followed = [
        FollowedBy(kind=one.kind, id=one.id if one.kind == "goal" else None, position=one.happened.position)
        for one in decision.followed
    ]
    return Came(
        outcome=result.outcome,
        published=tell.act(result.published),
        closing=closed,
        followed=followed,
        review_on=decision.review_on,
    )
