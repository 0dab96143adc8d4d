"""Questions put to a frozen electorate, the ballots given, and what came of them."""

from decimal import Decimal
from typing import Literal

import msgspec

from events.sealed import Words
from events.vocabulary import EVERYONE, Event, Moment, kept

Method = Literal["no objection", "majority"]
ElectorateKind = Literal["members", "partners"]
Choice = Literal["yes", "no", "abstain", "no objection"]
Outcome = Literal["agreed", "not agreed", "too few voices"]


class Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is decided on: a wording, a goal, or a question of its own (its id is the decision's)."""

    kind: Literal["wording", "goal", "question"]
    id: str


@kept("DecisionOpened", readers=EVERYONE)
class DecisionOpened(Event, frozen=True, kw_only=True):
    """A question is put. The electorate is frozen here: ids of people, or of partners.

    `quorum` is the share of the entitled whose ballots are needed (0 to 1); `threshold` the share of
    yes among yes and no that must be exceeded (majority only). `closes_at` None: closed by hand.
    """

    decision: str
    title: Words
    subject: Subject
    method: Method
    electorate_kind: ElectorateKind
    electorate: tuple[str, ...]
    quorum: Decimal
    threshold: Decimal
    closes_at: Moment | None
    zone: str


@kept("DecisionExtended")
class DecisionExtended(Event, frozen=True, kw_only=True):
    """More time is given, with a reason."""

    decision: str
    closes_at: Moment
    why: Words


@kept("BallotCast")
class BallotCast(Event, frozen=True, kw_only=True):
    """A voter (a person, or a partner with one voice) votes for the first time."""

    decision: str
    voter: str
    choice: Choice


@kept("BallotRecast")
class BallotRecast(Event, frozen=True, kw_only=True):
    """A voter changes their vote while the decision is open."""

    decision: str
    voter: str
    choice: Choice


@kept("BallotWithdrawn")
class BallotWithdrawn(Event, frozen=True, kw_only=True):
    """A voter takes their vote back while the decision is open."""

    decision: str
    voter: str


@kept("ObjectionRaised")
class ObjectionRaised(Event, frozen=True, kw_only=True):
    """A voter objects, with a reason. It counts as their ballot until it is resolved."""

    objection: str
    decision: str
    voter: str
    reason: Words


@kept("ObjectionResolved")
class ObjectionResolved(Event, frozen=True, kw_only=True):
    """An objection was taken in, or its author withdrew it."""

    objection: str
    decision: str
    how: Literal["integrated", "withdrawn"]
    note: Words | None


@kept("DecisionClosed", readers=EVERYONE)
class DecisionClosed(Event, frozen=True, kw_only=True):
    """Voting ends: by hand (before its time with a reason) or by the clock. Who voted is kept."""

    decision: str
    how: Literal["by hand", "by the clock"]
    why: Words | None
    voted: tuple[str, ...]


@kept("OutcomePublished", readers=EVERYONE)
class OutcomePublished(Event, frozen=True, kw_only=True):
    """The count and what it means. `counts` holds every choice, zeros included, and `objection`."""

    decision: str
    outcome: Outcome
    entitled: int
    counts: dict[str, int]


@kept("DecisionSuperseded", readers=EVERYONE)
class DecisionSuperseded(Event, frozen=True, kw_only=True):
    """The text changed, so the question is put no more; `by` is the new wording."""

    decision: str
    by: str


DecisionsEvent = (
    DecisionOpened
    | DecisionExtended
    | BallotCast
    | BallotRecast
    | BallotWithdrawn
    | ObjectionRaised
    | ObjectionResolved
    | DecisionClosed
    | OutcomePublished
    | DecisionSuperseded
)
