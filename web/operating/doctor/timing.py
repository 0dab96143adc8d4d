"""What should have been done by now, and whether everybody means the same by now."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from time import monotonic, sleep

from sqlalchemy import func, select

from events.log import tables
from events.log.clock import LARGEST_JUMP
from events.log.records import from_micros, to_micros
from web.operating.doctor.finding import Finding, Patient, notice, well, wrong
from web.operating.parts import RECORD
from web.operating.reading import Reading, at_one_moment

PATIENCE = timedelta(minutes=1)
"""A server does what is due within a second; a minute is long."""
JUST_STARTED = 3.0
"""Seconds."""


def due(patient: Patient) -> Iterator[Finding]:
    """Closings and reminders that nobody did."""
    before = to_micros(patient.now - PATIENCE)
    number, oldest = overdue(patient.reading, before)
    until = monotonic() + JUST_STARTED
    while number and patient.served and monotonic() < until:
        # A server that started this moment is given the time to get round to it.
        sleep(0.2)
        with at_one_moment(patient.settings) as later:
            number, oldest = overdue(later, before)
    if not number:
        yield well("due", "Nothing that should have happened is waiting.")
        return
    says = f"Waiting since {from_micros(oldest):%Y-%m-%d %H:%M} UTC to be done: {number}."
    if patient.served:
        yield wrong("due", says, "Restart the server, and look into its output for what went wrong.")
    else:
        yield notice("due", says, "They are done as soon as a server runs.")


def overdue(reading: Reading, before: int) -> tuple[int, int]:
    """How many things were due before a moment, and the first of them."""
    query = select(func.count(), func.min(tables.due.c.at)).where(tables.due.c.at < before)
    ((number, oldest),) = reading.run(RECORD, query)
    return int(number), int(oldest or 0)


def clock(patient: Patient) -> Iterator[Finding]:
    """The database's clock, and moments that lie in the future."""
    if not patient.settings.on_sqlite:
        ((told,),) = patient.reading.run(RECORD, select(func.clock_timestamp()))
        if abs(told.astimezone(UTC) - patient.now) > LARGEST_JUMP:
            yield wrong(
                "clock",
                f"The database's clock says {told:%Y-%m-%d %H:%M %Z}, this machine's {patient.now:%H:%M}.",
                "Let both machines set their clocks by the network (NTP).",
            )
            return
    latest = to_micros(patient.now + LARGEST_JUMP)
    query = select(func.count()).where(tables.heads.c.recorded_at > latest)
    ((ahead,),) = patient.reading.run(RECORD, query)
    if ahead:
        yield wrong(
            "clock",
            f"{ahead} partnerships have moments from the future, so nothing can be written to them now.",
            "Put the clock right. If it was wrong before, writing goes on when that time has come.",
        )
    else:
        yield well("clock", "The clocks agree.")
