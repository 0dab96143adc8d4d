"""How seats stand: what is said of each, what may still be told of it, and how much is covered."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from projections.partners.seats.shape import Assumption, Seat, Seats, SeatState

STATES: tuple[SeatState, ...] = ("looking", "thin", "filled", "not needed")
LAST = date.max - timedelta(days=2)


def state(seat: Seat) -> SeatState:
    """What is said of a seat. Thin: there is room for several, and exactly one has come."""
    if seat.dismissed is not None:
        return "not needed"
    if not seat.free:
        return "filled"
    return "thin" if seat.places > 1 and seat.taken == 1 else "looking"


def is_told(seat: Seat) -> bool:
    """Whether members, auditors and observers may read what the seat is, or was, wanted for.

    A filled seat never shows the attributes it was wanted for. With one place this is
    plain: as long as nobody sits there, the words say whom we lack; afterwards they would say what
    somebody is. With several places it is the first *person* that matters, not the last place. "One
    person, looking for a second who lives with asthma" says that the one who sits there lives with
    asthma, and when the seat was filled tells who that is, because people join in the same minutes. So the
    words close as soon as the first person sits. Of such a seat only its state is shown: how many places,
    how many taken.

    They stay closed when the person leaves again. Whoever remembers who left would read in the words
    what that person is, and someone who has gone cannot object. If we still look for somebody of the
    kind, those who lead open a new seat with words of its own.

    Organisations are no patients: what kind they are stands in the directory. While there is room
    beside them, the words stay open, because they still bring somebody in; once every place is taken
    they close as well, but for the category, which says no more than the directory (`shows_category`).

    A replay asks this of the seat as it is *now* too: who goes back to a moment before the seat
    was filled must not find there what is closed today.
    """
    return not seat.a_person_sat and seat.free > 0


def shows_category(seat: Seat) -> bool:
    """Whether everybody may read the category: as long as nobody but organisations has ever sat there."""
    return not seat.a_person_sat


def with_state(view: Seats, wanted: SeatState) -> list[Seat]:
    """The seats of a state; where the table is looking, what matters most and has waited longest first."""
    found = [seat for seat in view.seats.values() if state(seat) == wanted]
    return sorted(found, key=lambda seat: (-seat.weight, seat.since.position))


def age(seat: Seat, at: datetime) -> int:
    """For how long a place has been free: whole days from the moment the gap began to `at`.

    Source: SeatOpened, SeatVacated (of a seat that was full), SeatReopened. Shown for seats that are
    looked for; a seat that is filled or not needed has no gap.
    """
    return max(0, (at - seat.since.when).days)


class Coverage(NamedTuple):
    """The share that is covered, and the counts it is made of."""

    share: Decimal
    taken: int
    wanted: int
    seats: int


def coverage(view: Seats) -> Coverage | None:
    """`coverage = Σ w·min(1, have/need) / Σ w` over the seats that are not dismissed.

    No unit, from 0 to 1; `w` is a seat's weight, `have` its places taken, `need` its places; None with
    no seat. The counts beside it are places. Source: SeatOpened, SeatFilled, SeatVacated, SeatDismissed,
    SeatReopened.
    """
    counted = [seat for seat in view.seats.values() if seat.dismissed is None]
    if not counted:
        return None
    weights = sum(seat.weight for seat in counted)
    covered = sum(seat.weight * min(Decimal(1), Decimal(seat.taken) / seat.places) for seat in counted)
    return Coverage(
        share=Decimal(covered) / weights,
        taken=sum(seat.taken for seat in counted),
        wanted=sum(seat.places for seat in counted),
        seats=len(counted),
    )


def is_due(assumption: Assumption, at: datetime) -> bool:
    """Whether it is the day to look again, or that day has passed: days begin at midnight UTC."""
    return assumption.test_by is not None and at.date() >= assumption.test_by


def due(view: Seats, at: datetime) -> list[Assumption]:
    """What should be looked at again, the one that waits longest first."""
    waiting = [one for one in view.assumptions.values() if is_due(one, at)]
    return sorted(waiting, key=lambda one: (one.test_by or LAST, one.stated.position))


def next_change(view: Seats, at: datetime) -> datetime | None:
    """When the view next looks different though nothing happens.

    The next day to look at an assumption again comes, or a gap gets one day older.
    """
    turns = [
        datetime(one.test_by.year, one.test_by.month, one.test_by.day, tzinfo=at.tzinfo)
        for one in view.assumptions.values()
        if one.test_by is not None and one.test_by > at.date()
    ]
    turns += [
        seat.since.when + timedelta(days=age(seat, at) + 1)
        for seat in view.seats.values()
        if state(seat) in ("looking", "thin")
    ]
    return min(turns, default=None)
