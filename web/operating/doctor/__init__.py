"""Looking after what is kept: what is wrong, and what to do about it. Nothing is ever changed here."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from web.operating.backing_up import Steps
from web.operating.doctor.around import files, folders, revisions, secrets
from web.operating.doctor.drafts import drafts
from web.operating.doctor.finding import Finding, Patient, well, wrong
from web.operating.doctor.keys import keys
from web.operating.doctor.record import record
from web.operating.doctor.serving import server
from web.operating.doctor.timing import clock, due
from web.operating.doctor.views import snapshots, tracking
from web.operating.reading import at_one_moment, is_served
from web.settings import Settings

__all__ = ["Finding", "examine"]

Check = Callable[[Patient], Iterator[Finding]]
CHECKS: dict[str, Check] = {
    "server": server,
    "files": files,
    "record": record,
    "drafts": drafts,
    "snapshots": snapshots,
    "tracking": tracking,
    "keys": keys,
    "due": due,
    "clock": clock,
}
RESTORE = "Bring the newest sound backup back into an empty database: see `everyseat restore --help`."
DAMAGED = f"Stop the server and keep a copy of the files as they are. {RESTORE}"
AWAY = "See whether it runs, whether EVERYSEAT_DATABASE_URL is right, and what its own log says."


def examine(settings: Settings, steps: Steps, *, full: bool) -> Iterator[Finding]:
    """Everything that can be told, the surroundings first. `full` looks at every event, not at the last."""
    yield well("settings", "The settings can be used.")
    yield from secrets(settings)
    yield from folders(settings)
    try:
        fitting = True
        for finding in revisions(settings):
            yield finding
            fitting = fitting and not finding.is_wrong
        if fitting:
            yield from within(settings, steps, full)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        advice = DAMAGED if settings.on_sqlite else AWAY
        yield wrong("database", f"The database does not answer as it should: {reason}.", advice)


def within(settings: Settings, steps: Steps, full: bool) -> Iterator[Finding]:
    """What is in the database, all of it at one moment."""
    served = is_served(settings)
    with at_one_moment(settings) as reading:
        patient = Patient(settings, reading, steps, full, served, datetime.now(UTC))
        for name, check in CHECKS.items():
            try:
                yield from check(patient)
            except (TypeError, ValueError) as error:
                yield wrong(name, f"This cannot even be read: {error}", RESTORE)
