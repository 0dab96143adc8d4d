"""Who has been silent for long, while things waited for them: told to that person alone, and kindly.

Silence is told to the silent person alone. So this is asked for the reader of a page and for nobody
else, is never a part of what all share, and comes with a way to rest that asks for no reason.
"""

from datetime import datetime, timedelta

from projections import acts, decisions, goals
from projections.views import Views
from web.reader import Reader

LONG = timedelta(weeks=4)


def has_been_silent(views: Views, reader: Reader) -> bool:
    """Whether the reader did nothing for weeks, though something they could answer has waited for a week."""
    since = heard_last(views, reader.person)
    if since is None or views.at - since < LONG:
        return False
    return any(views.at - one >= LONG / 4 for one in waited_since(views, reader))


def heard_last(views: Views, person: str) -> datetime | None:
    """When somebody last did something here; until then, when they came. None for who is not here."""
    known = views.directory.people.get(person)
    if known is None:
        return None
    return max(known.since.when, acts.last_act(views.acts, person) or known.since.when)


def waited_since(views: Views, reader: Reader) -> list[datetime]:
    """Since when each thing that the reader could have answered has been there."""
    asked = decisions.unanswered_for(views.decisions, reader.person, reader.partner, views.at)
    wished = goals.not_voted_on(views.goals, reader.person)
    return [*(one.opened.when for one in asked), *(one.proposed.when for one in wished)]


def can_pause_alone(views: Views, reader: Reader) -> bool:
    """Whether a break is the reader's own: nobody else acts for the partner they act for."""
    seat = views.directory.partners.get(reader.partner or "")
    if seat is None:
        return False
    return reader.partner == reader.person or set(seat.members) <= {reader.person}
