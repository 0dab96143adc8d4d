"""Who may read each moment, worked out from what the classes declare and from the record alone."""

from __future__ import annotations

from events.charter import IdeasRevealed, InterestDeclared
from events.partners import SeatOpened
from events.readers import may_read
from events.vocabulary import BY_CLASS, Recorded

ROLES = {
    "ana": {"convener", "member"},
    "fay": {"facilitator", "member"},
    "ben": {"member"},
    "pia": {"member"},
    "olga": {"observer"},
    "ada": {"auditor"},
}


def closed_seats(history: list[Recorded]) -> set[str]:
    """Seats in which a person ever sat, or that are full: what they were wanted for is not told any more."""
    closed, places, taken = set(), dict[str, int](), dict[str, int]()
    for _, event in history:
        match BY_CLASS[type(event)].name:
            case "SeatOpened":
                places[event.seat], taken[event.seat] = event.places, 0  # type: ignore[attr-defined]
            case "SeatFilled":
                taken[event.seat] += 1  # type: ignore[attr-defined]
                closed |= {event.seat} if event.partner is None else set()  # type: ignore[attr-defined]
            case "SeatVacated":
                taken[event.seat] -= 1  # type: ignore[attr-defined]
    return closed | {seat for seat in places if taken[seat] >= places[seat]}


def told_ideas(history: list[Recorded]) -> set[int]:
    """The positions of ideas that were shown to everybody: in each round the last that each person wrote."""
    last, shown = dict[tuple[str, str], Recorded](), set[int]()
    for one in history:
        match one.event:
            case InterestDeclared(round=asked):
                last[asked, one.header.person] = one
            case IdeasRevealed(round=over):
                shown |= {kept.header.position for (asked, _), kept in last.items() if asked == over}
            case _:
                pass
    return shown


def theirs(history: list[Recorded], person: str, at: int | None = None) -> set[int]:
    """The positions that somebody may read today, on a page as it was `at`, by what the classes declare."""
    closed, told = closed_seats(history), told_ideas(history[:at])
    return {
        one.header.position
        for one in history
        if may_read(
            BY_CLASS[type(one.event)].readers,
            roles=ROLES[person],
            person=person,
            header=one.header,
            event=one.event,
            happened=(isinstance(one.event, SeatOpened) and one.event.seat in closed)
            or one.header.position in told,
        )
    }
