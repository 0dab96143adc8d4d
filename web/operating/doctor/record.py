"""The record: nothing missing, nothing altered, everything readable."""

from collections.abc import Callable, Iterator

from sqlalchemy import func, select

from events.log.codec import BrokenEvent, UnknownEvent, decode, leaf
from events.log.tables import events, heads
from web.operating.doctor.finding import LAST, Finding, Patient, well, wrong
from web.operating.parts import RECORD
from web.operating.wording import so_many

RESTORE = (
    "Stop the server and keep a copy of the database as it is. Then bring the newest sound backup back into "
    "an empty one (`everyseat restore`)."
)
NEWER = "Install the version of Everyseat that wrote it; an older one must not go on with it."
SHOWN = 5
"""So many places are named; more would hide the rest."""


def record(patient: Patient) -> Iterator[Finding]:
    """Heads, gaps, leaf hashes, and whether each event can be read."""
    stand = {name: position for name, position, _ in patient.reading.run(RECORD, select(heads))}
    troubles = [*gaps(patient, stand)]
    yield from (wrong("record", trouble, RESTORE) for trouble in troubles[:SHOWN])
    unreadable, altered, looked = [], [], 0
    wanted = {name: 0 if patient.full else max(0, last - LAST) for name, last in stand.items()}
    advance = patient.steps("Reading", sum(last - wanted[name] for name, last in stand.items()))
    for partnership, after in sorted(wanted.items()):
        for position, state, kept in rows(patient, partnership, after, advance):
            looked += 1
            if leaf(state) != kept:
                altered.append(f"{partnership}: moment {position} is not what was kept.")
            elif (why := unread(state)) is not None:
                unreadable.append(f"{partnership}: moment {position} cannot be read: {why}.")
    yield from (wrong("record", one, RESTORE) for one in altered[:SHOWN])
    yield from (wrong("record", one, NEWER) for one in unreadable[:SHOWN])
    if not (troubles or altered or unreadable):
        how = "all are" if patient.full else f"the last {looked:,} (--full looks at all) are"
        moments = so_many(sum(stand.values()), "moment")
        places = so_many(len(stand), "partnership")
        yield well("record", f"{moments} of {places} without a gap; {how} as they were kept.")


def rows(
    patient: Patient, partnership: str, after: int, advance: Callable[[int], None]
) -> Iterator[tuple[int, bytes, bytes]]:
    """Position, stored bytes and leaf hash of the events after a position."""
    query = (
        select(events.c.position, events.c.state, events.c.leaf)
        .where(events.c.partnership == partnership, events.c.position > after)
        .order_by(events.c.position)
    )
    for position, state, kept in patient.reading.run(RECORD, query):
        yield position, bytes(state), bytes(kept)
        advance(1)


def gaps(patient: Patient, stand: dict[str, int]) -> Iterator[str]:
    """Where the heads and the events do not agree."""
    columns = events.c.partnership, func.count(), func.min(events.c.position), func.max(events.c.position)
    found = {
        name: rest
        for name, *rest in patient.reading.run(RECORD, select(*columns).group_by(events.c.partnership))
    }
    for name in sorted({*stand, *found}):
        count, first, last = found.get(name, (0, 1, 0))
        if (count, first, last) != (last, 1, last):
            yield f"{name}: {count} moments are there between {first} and {last}; some are missing."
        elif last != stand.get(name, 0):
            yield f"{name}: its head says {stand.get(name, 0)}, but the last moment is {last}."


def unread(state: bytes) -> str | None:
    """Why stored bytes cannot be read, if they cannot."""
    try:
        decode(state)
    except (BrokenEvent, UnknownEvent) as error:
        return str(error)
    return None
