"""Questions that are put, and what has become of them."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

import msgspec

from events.decisions import Choice, ElectorateKind, Method, Subject

Ballot = Choice | Literal["objection"]


class OpenQuestion(msgspec.Struct, tag="open"):
    """A decision that people may vote on. `ballots` holds each voter's present ballot."""

    opener: str
    subject: Subject
    method: Method
    electorate_kind: ElectorateKind
    electorate: frozenset[str]
    quorum: Decimal
    threshold: Decimal
    closes_at: datetime | None
    ballots: dict[str, Ballot] = {}


class ClosedQuestion(msgspec.Struct, tag="closed", frozen=True):
    """A decision whose count is published; the ballots are no longer needed here."""


class SupersededQuestion(msgspec.Struct, tag="superseded", frozen=True):
    """A decision that a new text has overtaken."""

    by: str


Question = OpenQuestion | ClosedQuestion | SupersededQuestion


class Objection(msgspec.Struct):
    """What a voter has against a proposal; while it is open it is their ballot."""

    decision: str
    voter: str
    status: Literal["open", "integrated", "withdrawn"] = "open"


class Decisions(msgspec.Struct):
    """Questions and objections. `open_on` leads from a statement or a goal to the open decision on it."""

    questions: dict[str, Question] = {}
    objections: dict[str, Objection] = {}
    open_on: dict[str, str] = {}
