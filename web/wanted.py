"""What a seat was wanted for, as far as an audience may read it: then *and* now.

"Someone who lives with asthma" says whom the table lacks as long as nobody sits there, and what
somebody is as soon as they do. `projections.partners.seats.is_told` says when words close; this is the one
place where pages, sentences, search and exports ask.
"""

from events.partners import Category
from projections.partners import seats
from projections.partners.seats import Seat, Seats
from projections.views import Views
from web.page import Page


def as_known(now: Views) -> Seats:
    """The seats of today's views. If the view could not be kept up, nobody is known not to sit anywhere."""
    return Seats() if seats.PROJECTION.name in now.parked else now.seats


async def today(page: Page) -> Seats:
    """The seats as they are now, whatever moment the page shows."""
    return as_known(await page.today())


def may_see(seat: Seat, now: Seats) -> bool:
    """Whether a page may show what a seat is wanted for, also a page about the past.

    `seat` is the seat at the moment that the page shows; `now` the seats as they are today. The answer
    is the same for everybody: those who lead may read more (`web.readable`), but not at a glance over
    somebody's shoulder; their pages fold it away.
    """
    today = now.seats.get(seat.id)
    return today is not None and seats.is_told(seat) and seats.is_told(today)


def category_of(seat: Seat, now: Seats) -> Category | None:
    """The category as a page may show it: of a filled seat only where nobody but organisations sat."""
    today = now.seats.get(seat.id)
    return seat.category if today is not None and seats.shows_category(today) else None


def told(now: Seats) -> set[str]:
    """The ids of the seats of which everybody may read today what they are wanted for."""
    return {seat.id for seat in now.seats.values() if seats.is_told(seat)}
