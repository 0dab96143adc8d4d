"""The rows of the log as values, and the ways in which the log says no."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_micros(moment: datetime) -> int:
    """Whole microseconds since 1970 UTC, exactly."""
    return (moment - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """The moment of so many microseconds since 1970, in UTC."""
    return EPOCH + timedelta(microseconds=micros)


class Stored(NamedTuple):
    """One event as it is kept: its address, its name, its bytes and their leaf hash."""

    position: int
    name: str
    state: bytes
    leaf: bytes


class CommandRow(NamedTuple):
    """What a command did: it made `count` events from position `first` (0 events: it stayed quiet)."""

    command: str
    person: str
    body_hash: bytes
    first: int
    count: int  # type: ignore[assignment]  # The tuple's method of that name is not needed.


class Due(NamedTuple):
    """Something to be looked at when its time has come."""

    partnership: str
    at: datetime
    kind: str
    ref: str


class Snapshot(NamedTuple):
    """A view of one version at a position, as bytes."""

    view: str
    version: int
    position: int
    body: bytes


class Found(NamedTuple):
    """A stored snapshot, and the leaf hash of the event at its position now (None: there is none)."""

    view: str
    position: int
    body: bytes
    leaf: bytes | None


class Mark(NamedTuple):
    """Where a snapshot stands, and how many bytes it has."""

    view: str
    version: int
    position: int
    size: int


class Head(NamedTuple):
    """The last position of a partnership and when it was recorded."""

    position: int
    recorded_at: datetime


NOTHING_YET = Head(0, EPOCH)


class Append(NamedTuple):
    """What one partnership gets in one transaction. `expected` is the head it was decided on."""

    partnership: str
    expected: int
    recorded_at: datetime
    events: Sequence[Stored]
    commands: Sequence[CommandRow]
    due: Sequence[Due] = ()


class LogError(Exception):
    """The log could not do it; nothing was kept unless the class says otherwise."""


class HeadMoved(LogError):
    """Somebody else wrote to these partnerships since they were read."""

    def __init__(self, partnerships: Sequence[str]) -> None:
        super().__init__(f"the record of {', '.join(partnerships)} has moved on")
        self.partnerships = tuple(partnerships)


class CommandKnown(LogError):
    """A command id of this batch is kept already: look it up."""


class StorageFull(LogError):
    """The disk is full."""


class Unwritable(LogError):
    """The database may be read but not written here."""


class DatabaseBusy(LogError):
    """The database did not get round to it in time; it may be tried again."""


class DatabaseAway(LogError):
    """The connection was lost or never made. Whether a commit still happened is not known."""


class DatabaseBroken(LogError):
    """The file is not a database, or it is damaged."""


class Serving(LogError):
    """Another process serves this database."""


def refuse_gaps(append: Append) -> None:
    """Positions follow the expected head one by one; commands lie within them."""
    for wanted, stored in enumerate(append.events, append.expected + 1):
        if stored.position != wanted:
            raise ValueError(f"position {stored.position} cannot follow: {wanted} is next")
