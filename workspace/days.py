"""Days that somebody agrees on: a calendar ends, and a page counts on from them."""

from datetime import date

from workspace.refusals import Refusal, refuse

LAST_YEAR = 3000
"""Whatever is kept is reckoned with for ever: the end of a day, the same moment in every zone. Near the
year 9999, where calendars end, both would fail on every page that shows it."""


def within_reach(day: date | None) -> Refusal | None:
    """None if there is no day, or one that calendars can go on from."""
    if day is None or day.year <= LAST_YEAR:
        return None
    return refuse("not valid", "This day is too far away. Choose an earlier one.")
