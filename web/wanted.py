"""What a seat was wanted for, as far as an audience may read it: then *and* now.

"Someone who lives with asthma" says whom the table lacks as long as nobody sits there, and what
somebody is as soon as they do. `projections.partners.seats.is_told` says when words close; this is the one
place where pages, sentences, search and exports ask.
"""

from collections.abc import Callable

from events.partners import Category, SeatOpened
from events.readers import may_read
from events.vocabulary import BY_CLASS, Event, Recorded
from projections.partners import seats
from projections.partners.seats import Seat, Seats
from projections.views import Views
from web.page import Page
from web.reader import Reader


def as_known(now: Views) -> Seats:
    """The seats of today's views. If the view could not be kept up, nobody is known not to sit anywhere."""
    return Seats() if seats.PROJECTION.name in now.parked else now.seats


async def today(page: Page) -> Seats:
    """The seats as they are now, whatever moment the page shows."""
    return as_known(await page.today())


def may_see(seat: Seat, now: Seats) -> bool:
    """Whether a page may show what a seat is wanted for, also a page about the past.

    `seat` is the seat at the moment that the page shows; `now` the seats as they are today. The answer
    is the same for everybody: those who lead may read more (`readable`), but not at a glance over somebody's
    shoulder; their pages fold it away.
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


def happened_by(now: Views) -> Callable[[str, Event], bool]:
    """What `events.readers.may_read` has to know: has what changes the answer happened by now?

    `now` are the live views. Only seats are known here; of anything else the careful answer of
    `may_read` is right: what is restricted *until* something stays so, what is open *before* it closes.
    """
    known = as_known(now)

    def happened(name: str, event: Event) -> bool:
        if not isinstance(event, SeatOpened):
            return BY_CLASS[type(event)].readers.kind == "before"
        seat = known.seats.get(event.seat)
        return seat is None or not seats.is_told(seat)

    return happened


def readable(reader: Reader, recorded: Recorded, now: Views) -> bool:
    """Whether the reader may read this event: asked wherever events are read out, with today's views."""
    return may_read(
        BY_CLASS[type(recorded.event)].readers,
        roles=reader.roles,
        person=reader.person,
        header=recorded.header,
        event=recorded.event,
        happened=happened_by(now),
    )
