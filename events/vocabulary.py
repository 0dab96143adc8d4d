"""How an event class is declared: its stored name, its version, and who may read it.

The stored name and version are part of the file format: given by hand, unique, never derived from
a Python path. A changed shape is a new version with an upcaster beside the class; a changed meaning
is a new event.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, NamedTuple, TypeVar

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The content of one thing that happened. Whose act it was stands in the `Header`.

    Like headers, events cannot point in circles, so the garbage collector need not look at them.
    """


class Readers(msgspec.Struct, frozen=True):
    """Who may read an event of a class: one of seven answers.

    `until` names an event class that changes the answer: "until" it happens to the same subject, nobody
    but the author reads the event (a ballot, until the decision closes); "before" it, everyone does, and
    after it only the facilitators (what a seat was wanted for, once somebody sits there).
    """

    kind: str
    until: str | None = None


EVERYONE = Readers("everyone")
MEMBERS = Readers("members")
SUBJECT = Readers("subject")
FACILITATORS = Readers("facilitators")
"""Whom it is about, whose act it was, conveners and facilitators."""
NOBODY = Readers("nobody")


def until(event_name: str) -> Readers:
    """Readable for members once an event of that name has happened to the same subject."""
    return Readers("until", event_name)


def before(event_name: str) -> Readers:
    """Readable for everyone before an event of that name happens to the same subject."""
    return Readers("before", event_name)


class Declared(NamedTuple):
    """What the vocabulary knows of one event class."""

    event_class: type[Event]
    name: str
    version: int
    readers: Readers
    feature: str


BY_NAME: dict[str, Declared] = {}
BY_CLASS: dict[type[Event], Declared] = {}

E = TypeVar("E", bound=Event)


def kept(name: str, *, version: int = 1, readers: Readers = MEMBERS) -> Callable[[type[E]], type[E]]:
    """Declare an event class: `@kept("GoalVoted", readers=MEMBERS)`."""

    def declare(event_class: type[E]) -> type[E]:
        if name in BY_NAME:
            raise TypeError(f"two event classes want the stored name {name}")
        feature = event_class.__module__.split(".")[1]
        declared = Declared(event_class, name, version, readers, feature)
        BY_NAME[name] = BY_CLASS[event_class] = declared
        return event_class

    return declare


Moment = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time with its zone; stored as RFC 3339 UTC."""


class Header(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False
):
    """The envelope: set by the server alone, part of the sealed bytes.

    `person` is whose act it was, `on_behalf_of` the partner they acted for (None: themselves);
    `recorded_by` who wrote it down when that was somebody else, `told_by` who said it when it was
    passed on. `occurred_at` is given only where it differs from `recorded_at`.
    Fields stand in alphabetical order, as they are stored.
    """

    causation: str | None = None
    command: str
    correlation: str | None = None
    name: str
    occurred_at: Moment | None = None
    on_behalf_of: str | None = None
    partnership: str
    person: str
    position: int
    recorded_at: Moment
    recorded_by: str | None = None
    role: str | None = None
    told_by: str | None = None
    version: int = 1

    @property
    def when(self) -> datetime:
        """The moment it happened: told by an import or a facilitator, else when it was recorded."""
        return self.occurred_at or self.recorded_at


class Recorded(NamedTuple):
    """One event with its header, as rules evolve and views fold it."""

    header: Header
    event: Event
