"""What the view of decisions keeps."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import msgspec

from events.decisions import Choice, ElectorateKind, Method, Outcome, Subject
from events.sealed import Words
from projections.provenance import Provenance

VoiceChoice = Choice | Literal["objection"]


class Voice(msgspec.Struct):
    """How a voter (a person or a partner) stands now. An open objection is its voter's voice.

    `first` is when they first answered, `latest` when they answered as they do now.
    """

    voter: str
    choice: VoiceChoice
    first: Provenance
    latest: Provenance
    objection: str | None = None


class Objection(msgspec.Struct):
    """What somebody has against it, why, and how it was answered."""

    id: str
    decision: str
    voter: str
    reason: Words
    raised: Provenance
    state: Literal["open", "integrated", "withdrawn"] = "open"
    note: Words | None = None
    resolved: Provenance | None = None


class Extension(msgspec.Struct):
    """More time was given, with a reason; `before` is when it would have closed."""

    before: datetime | None
    closes_at: datetime
    why: Words
    given: Provenance


class Closing(msgspec.Struct):
    """Voting ended. `early` if it was closed by hand before its time. Who voted is kept."""

    how: Literal["by hand", "by the clock"]
    early: bool
    why: Words | None
    voted: list[str]
    closed: Provenance


class Result(msgspec.Struct):
    """The count as it was published."""

    outcome: Outcome
    entitled: int
    counts: dict[str, int]
    published: Provenance


class Superseded(msgspec.Struct):
    """A new wording took the place of the one that was asked about."""

    by: str
    when: Provenance


class Followed(msgspec.Struct):
    """What the decision led to: a statement or a goal was adopted. `id` is the wording's or the goal's."""

    kind: Literal["statement", "goal"]
    id: str
    happened: Provenance


class Decision(msgspec.Struct):
    """One question from its opening to what followed.

    `electorate` holds the ids that were entitled when it was opened; it never changes. `quorum` is the
    share of them whose voices are needed, `threshold` the share of yes among yes and no to be exceeded.
    """

    id: str
    title: Words
    subject: Subject
    method: Method
    electorate_kind: ElectorateKind
    electorate: list[str]
    quorum: Decimal
    threshold: Decimal
    closes_at: datetime | None
    zone: str
    opened: Provenance
    counts: dict[str, int]
    voices: dict[str, Voice] = msgspec.field(default_factory=dict)
    objections: list[str] = msgspec.field(default_factory=list)
    extensions: list[Extension] = msgspec.field(default_factory=list)
    closing: Closing | None = None
    result: Result | None = None
    superseded: Superseded | None = None
    followed: list[Followed] = msgspec.field(default_factory=list)
    review_on: date | None = None

    @property
    def entitled(self) -> int:
        """How many voices there are: the denominator of every count."""
        return len(self.electorate)

    @property
    def voted(self) -> int:
        """How many have answered so far."""
        return len(self.voices)

    @property
    def is_open(self) -> bool:
        """Whether nobody and no clock has closed it, and no new text has taken its place."""
        return self.closing is None and self.superseded is None


class Coming(msgspec.Struct):
    """People or partners came to the table, or went: kept to show what changed since an opening."""

    who: list[str]
    kind: Literal["members", "partners"]
    came: bool
    position: int


class Decisions(msgspec.Struct):
    """What the decisions pages show. `order` holds all ids as they were opened, `open` those still open."""

    decisions: dict[str, Decision] = msgspec.field(default_factory=dict)
    objections: dict[str, Objection] = msgspec.field(default_factory=dict)
    order: list[str] = msgspec.field(default_factory=list)
    open: list[str] = msgspec.field(default_factory=list)
    by_subject: dict[str, list[str]] = msgspec.field(default_factory=dict)
    comings: list[Coming] = msgspec.field(default_factory=list)
