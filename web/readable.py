"""Whether somebody may read an event: asked wherever events are read out, with the views of today.

`events.readers` knows what each class declares. What it cannot know is whether that which changes the answer
has happened: a place has been taken since, the ideas of a round have been shown to everybody.
"""

from collections.abc import Callable

from events.charter import InterestDeclared
from events.partners import SeatOpened
from events.readers import may_read
from events.vocabulary import BY_CLASS, Event, Recorded
from projections import charter
from projections.partners import seats
from projections.views import Views
from web.reader import Reader
from web.wanted import as_known

Happened = Callable[[str, Event], bool]


def readable(reader: Reader, recorded: Recorded, now: Views, then: Views) -> bool:
    """Whether the reader may read this event on a page that shows the views `then`; `now` are today's."""
    return may_read(
        BY_CLASS[type(recorded.event)].readers,
        roles=reader.roles,
        person=reader.person,
        header=recorded.header,
        event=recorded.event,
        happened=happened_by(now, then),
    )


def withheld(event: Event, views: Views) -> bool:
    """Whether nobody but its author may read it yet: then it is not for the operator's screen either."""
    readers = BY_CLASS[type(event)].readers
    return readers.until is not None and readers.kind == "until" and not shown(event, views)


def happened_by(now: Views, then: Views) -> Happened:
    """What `events.readers.may_read` has to know: has what changes the answer happened by now?

    A seat closes whatever page is looked at; ideas are read where they were shown then *and* stand now. Of
    anything else the careful answer is right: what is restricted *until* something stays so, what is
    open *before* it closes.
    """

    def happened(name: str, event: Event) -> bool:
        match event:
            case SeatOpened():
                return closed(event, now)
            case InterestDeclared():
                return shown(event, now) and shown(event, then)
            case _:
                return BY_CLASS[type(event)].readers.kind == "before"

    return happened


def closed(event: SeatOpened, now: Views) -> bool:
    """Whether what a seat was wanted for is no longer told."""
    seat = as_known(now).seats.get(event.seat)
    return seat is None or not seats.is_told(seat)


def shown(event: Event, views: Views) -> bool:
    """Whether these ideas were shown to everybody: the round is over, and nothing came in their place before.

    If the view could not be kept up, nobody knows what stands, and nothing is shown.
    """
    if not isinstance(event, InterestDeclared) or charter.PROJECTION.name in views.parked:
        return False
    asked = views.charter.rounds.get(event.round)
    return asked is not None and asked.revealed is not None and charter.stands(asked, event)
