"""What the templates of seats are given: the same for page, push and replay."""

from typing import Any, NamedTuple

from events.partners import Category
from projections import partners
from projections.partners import seats
from projections.partners.seats import Reached, Seat, Seats, SeatState
from projections.views import Views
from web.pages.seats import words
from web.reader import Audience
from web.sentences import labels
from web.wanted import as_known, category_of, may_see, told

ACTING = ("member", "facilitator")


class Shown(NamedTuple):
    """A seat as a page may show it. `told`: what it is wanted for may be read; `kind`: the category."""

    seat: Seat
    state: SeatState
    told: bool
    kind: Category | None
    age: int

    @property
    def version(self) -> str:
        """Differs whenever what one can do with the seat does."""
        return f"{self.state}-{self.seat.taken}-{len(self.seat.partners)}"


class Shelf(NamedTuple):
    """The seats in one state."""

    state: SeatState
    heading: str
    shown: list[Shown]


class Kind(NamedTuple):
    """How many of a kind were suggested and asked. `few`: too few to say so in public."""

    label: str
    reached: Reached
    few: bool = False


def may_act(views: Views, audience: Audience) -> bool:
    """Whether forms are shown at all: never in replay, never to those who look only."""
    return views.live and audience.role in ACTING


def basics(views: Views, audience: Audience) -> dict[str, Any]:
    """What every template of seats uses."""
    return {
        "may_act": may_act(views, audience),
        "leads": audience.role == "facilitator",
        "labels": labels,
        "seat_words": words,
    }


# --- the list --------------------------------------------------------------------------------------


def list_context(
    views: Views, audience: Audience, item: str | None = None, *, now: Seats | None = None
) -> dict[str, Any]:
    """The seats by state. `now` are today's seats where the views are older: see `web.wanted`."""
    today = now or as_known(views)
    return basics(views, audience) | {"shelves": shelves(views, today)}


def shelves(views: Views, today: Seats) -> list[Shelf]:
    """The seats of each state that has some, in the order in which somebody can act on them."""
    found = []
    for state in seats.STATES:
        here = [looked_at(seat, views, today) for seat in seats.with_state(views.seats, state)]
        if here:
            found.append(Shelf(state, words.HEADINGS[state], here))
    return found


def looked_at(seat: Seat, views: Views, today: Seats) -> Shown:
    """A seat as it stands at the moment of the page."""
    return Shown(
        seat,
        seats.state(seat),
        may_see(seat, today),
        category_of(seat, today),
        seats.age(seat, views.at),
    )


# --- figures ---------------------------------------------------------------------------------------


def coverage_context(
    views: Views, audience: Audience, item: str | None = None, *, now: Seats | None = None
) -> dict[str, Any]:
    """How much of what we want is at the table, with all figures it is made of."""
    today = now or as_known(views)
    counted = [seat for seat in views.seats.seats.values() if seat.dismissed is None]
    return basics(views, audience) | {
        "coverage": seats.coverage(views.seats),
        "counted": [looked_at(seat, views, today) for seat in counted],
    }


def kinds_context(
    views: Views, audience: Audience, item: str | None = None, *, now: Seats | None = None
) -> dict[str, Any]:
    """Which kinds there are, were asked, or were not thought of: only from what the audience may read."""
    leads = audience.role == "facilitator"
    if leads:
        left = seats.not_asked_about(views.seats, views.directory)
    else:
        left = seats.openly_not_asked_about(views.seats, views.directory, told(now or as_known(views)))
    return basics(views, audience) | {
        "diversity": seats.diversity(views.directory),
        "organisation_count": len(partners.organisations(views.directory)),
        "left_out": left,
        "kinds": kinds_in_full(views.seats) if leads else kinds_in_public(views.seats),
        "steps": steps(views.seats) if leads else None,
    }


def kinds_in_full(view: Seats) -> list[Kind]:
    """Every kind by itself, for those who lead."""
    return [Kind(label_of(kind), count) for kind, count in seats.reached(view).items()]


def label_of(kind: Category | None) -> str:
    """How a kind is called; nobody has to say one."""
    return words.NO_KIND if kind is None else labels.CATEGORIES[kind]


def kinds_in_public(view: Seats) -> list[Kind]:
    """What a person can be stands together as lived experience, and without a number while it is small.

    "One caregiver was asked", and the next day somebody joins: that would tell too much about them. A
    suggestion without a kind could be about a person as well, so those are not counted here.
    """
    counts = seats.reached(view)
    lived = [count for kind, count in counts.items() if kind in seats.LIVED]
    together = Reached(sum(one.suggested for one in lived), sum(one.asked for one in lived))
    few = min(together) < seats.FEW
    shown = [Kind(labels.LIVED_EXPERIENCE, Reached(0, 0) if few else together, few)]
    return shown + [
        Kind(labels.CATEGORIES[kind], count)
        for kind, count in counts.items()
        if kind is not None and kind not in seats.LIVED
    ]


def steps(view: Seats) -> dict[str, int]:
    """How many of those suggested were asked and what came of it: counts, for those who lead."""
    nominations = view.nominations.values()
    return {step: sum(one.step == step for one in nominations) for step in words.STEPS}


def assumptions_context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any] | None:
    """What we believe about ourselves, what is due first; None for those who look from outside."""
    if audience.role == "observer":
        return None
    due = seats.due(views.seats, views.at)
    later = [one for one in views.seats.assumptions.values() if one not in due]
    return basics(views, audience) | {"assumptions": [*due, *later], "due": {one.id for one in due}}


# --- who could be asked ----------------------------------------------------------------------------


def outreach_context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any] | None:
    """Everybody who was suggested, those not asked yet first; None for all who do not lead."""
    if audience.role != "facilitator":
        return None
    found = list(views.seats.nominations.values())
    found.sort(key=lambda one: (words.ORDER.index(one.step), one.nominated.position))
    return basics(views, audience) | {"nominations": found, "told": told(as_known(views))}
