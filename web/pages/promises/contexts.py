"""What the templates of promises are given: the same for page, push and replay."""

from datetime import datetime
from typing import Any, NamedTuple

from projections import contributions
from projections.contributions import Promise, PromiseState
from projections.views import Views
from web.pages.promise_words import KINDS, STATES, UNITS
from web.reader import Audience

ACTING = ("member", "facilitator")
SETTLED: tuple[PromiseState, ...] = ("confirmed", "let go")
SETTLED_SHOWN = 20
"""How many promises that are over stand on the page at first, the newest ones; one touch shows the rest."""


class Shown(NamedTuple):
    """A promise, what is said of it now, and how many days ago its day was."""

    promise: Promise
    state: PromiseState
    days_ago: int


class Shelf(NamedTuple):
    """The promises in one state; `more` are not shown."""

    state: PromiseState
    shown: list[Shown]
    more: int


def may_act(views: Views, audience: Audience) -> bool:
    """Whether forms are shown at all: never in replay, never to those who look only."""
    return views.live and audience.role in ACTING


def basics(views: Views, audience: Audience) -> dict[str, Any]:
    """What every template of promises uses."""
    return {
        "may_act": may_act(views, audience),
        "state_words": STATES,
        "kind_words": KINDS,
        "unit_words": UNITS,
    }


def looked_at(promise: Promise, at: datetime) -> Shown:
    """A promise as it stands at a moment."""
    days = (at.date() - promise.due).days if promise.due else 0
    return Shown(promise, contributions.state(promise, at), days)


def list_context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any] | None:
    """All promises by state; `item` "all" shows the settled ones too. None for who looks from outside."""
    if audience.role == "observer":
        return None
    promises = views.promises.promises.values()
    sorted_out = contributions.by_state(promises, views.at)
    return basics(views, audience) | {
        "shelves": [shelf(state, sorted_out[state], views.at, item) for state in STATES if sorted_out[state]],
        "sums": contributions.sums(promises),
        "follow_through": contributions.follow_through(promises, views.at),
        "promised_at": views.promises.position,
    }


def shelf(state: PromiseState, promises: list[Promise], at: datetime, item: str | None) -> Shelf:
    """The promises of a state; what is over, the newest first."""
    if state not in SETTLED:
        return Shelf(state, [looked_at(one, at) for one in promises], 0)
    newest = promises[::-1]
    shown = newest if item == "all" else newest[:SETTLED_SHOWN]
    return Shelf(state, [looked_at(one, at) for one in shown], len(newest) - len(shown))


def promise_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """Everything shared about one promise; None if there is none, or not for this audience."""
    promise = views.promises.promises.get(item or "")
    if promise is None or audience.role == "observer":
        return None
    return basics(views, audience) | {"one": looked_at(promise, views.at)}
