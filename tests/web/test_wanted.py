"""Who may read what a seat was wanted for: one answer for pages, sentences, search and programs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from events.partners import SeatFilled, SeatOpened
from events.vocabulary import Recorded
from projections.partners import seats
from projections.views import Views
from tests.projections.test_seats import opened
from tests.projections.told import Told
from tests.web.test_sentences import views_of
from web import wanted
from web.reader import Reader

ROLES = ("member", "observer", "funder", "auditor", "facilitator", "convener")


def told(*events: SeatOpened | SeatFilled) -> tuple[list[Recorded], Views]:
    """What happened, and the views after it."""
    story = Told(seats.PROJECTION).tell(*events)
    return story.recorded, views_of(*story.recorded)


def reader(role: str, person: str = "ben") -> Reader:
    return Reader(account="a", partnership="p-1", person=person, partner=None, roles=frozenset((role,)))


@pytest.mark.parametrize("role", ROLES)
def test_before_a_seat_is_filled_everybody_reads_it_and_afterwards_those_who_lead(role: str) -> None:
    (before, *_), views = told(opened())
    assert wanted.readable(reader(role), before, views)
    (before, filled), views = told(opened(), SeatFilled(seat="s-1", partner=None))
    assert wanted.readable(reader(role), before, views) == (role in ("facilitator", "convener"))
    assert wanted.readable(reader(role), filled, views)
    assert wanted.readable(reader(role, "ana"), before, views), "whoever opened it"


def test_a_page_about_the_past_shows_it_only_if_it_may_be_read_then_and_now() -> None:
    _, then = told(opened())
    _, now = told(opened(), SeatFilled(seat="s-1", partner=None))
    seat = then.seats.seats["s-1"]
    assert wanted.may_see(seat, then.seats)
    assert not wanted.may_see(seat, now.seats)
    assert not wanted.may_see(now.seats.seats["s-1"], then.seats)
    assert (wanted.category_of(seat, then.seats), wanted.category_of(seat, now.seats)) == ("caregiver", None)


def test_when_the_view_could_not_be_kept_up_nothing_is_told() -> None:
    (before,), views = told(opened())
    parked = views._replace(parked=("seats",), at=datetime(2026, 3, 2, tzinfo=UTC))
    assert not wanted.readable(reader("member"), before, parked)
    assert wanted.as_known(parked).seats == {}
    assert wanted.told(wanted.as_known(parked)) == set()
