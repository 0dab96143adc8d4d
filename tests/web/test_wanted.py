"""Who may read what a seat was wanted for: one answer for pages, sentences, search and programs."""

from __future__ import annotations

from datetime import UTC, datetime

from events.partners import SeatFilled, SeatOpened
from events.vocabulary import Recorded
from projections.partners import seats
from projections.views import Views
from tests.projections.test_seats import opened
from tests.projections.told import Told
from tests.web.test_sentences import views_of
from web import wanted


def told(*events: SeatOpened | SeatFilled) -> tuple[list[Recorded], Views]:
    """What happened, and the views after it."""
    story = Told(seats.PROJECTION).tell(*events)
    return story.recorded, views_of(*story.recorded)


def test_a_page_about_the_past_shows_it_only_if_it_may_be_read_then_and_now() -> None:
    _, then = told(opened())
    _, now = told(opened(), SeatFilled(seat="s-1", partner=None))
    seat = then.seats.seats["s-1"]
    assert wanted.may_see(seat, then.seats)
    assert not wanted.may_see(seat, now.seats)
    assert not wanted.may_see(now.seats.seats["s-1"], then.seats)
    assert (wanted.category_of(seat, then.seats), wanted.category_of(seat, now.seats)) == ("caregiver", None)


def test_when_the_view_could_not_be_kept_up_nothing_is_told() -> None:
    _, views = told(opened())
    parked = views._replace(parked=("seats",), at=datetime(2026, 3, 2, tzinfo=UTC))
    assert wanted.as_known(parked).seats == {}
    assert wanted.told(wanted.as_known(parked)) == set()
