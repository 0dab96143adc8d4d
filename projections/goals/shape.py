"""What the view "goals" holds."""

from datetime import date
from decimal import Decimal
from typing import Literal, get_args

import msgspec

from events.goals import GoalVote, Horizon, Smart
from events.sealed import Words
from projections.provenance import Provenance

GoalStatus = Literal["proposed", "adopted", "dropped", "achieved"]
VOTES: tuple[GoalVote, ...] = get_args(GoalVote)


class Plan(msgspec.Struct, frozen=True):
    """Target and day of an objective, as agreed at one moment; `why` is None for the first."""

    target: Decimal
    due: date
    why: Words | None
    provenance: Provenance


class Report(msgspec.Struct, frozen=True):
    """Where an objective stood, in its unit."""

    value: Decimal
    evidence: Words | None
    provenance: Provenance


class Objective(msgspec.Struct):
    """A measurable step to a goal. The last of `plans` holds; `reports` are in order of time."""

    id: str
    goal: str
    title: Words
    smart: Smart
    baseline: Decimal
    unit: Words
    owner: str
    plans: list[Plan]
    reports: list[Report] = []
    achieved: Provenance | None = None

    @property
    def target(self) -> Decimal:
        """What is to be reached, as last agreed."""
        return self.plans[-1].target

    @property
    def due(self) -> date:
        """The day it is to be reached by, as last agreed."""
        return self.plans[-1].due

    @property
    def defined(self) -> Provenance:
        """Who defined it, and when."""
        return self.plans[0].provenance

    @property
    def value(self) -> Decimal:
        """Where it stands: the last report, or the baseline."""
        return self.reports[-1].value if self.reports else self.baseline


class Votes(msgspec.Struct):
    """How many people, by what each of them said last."""

    support: int = 0
    unsure: int = 0
    against: int = 0

    @property
    def people(self) -> int:
        """How many people have voted."""
        return self.support + self.unsure + self.against


class Goal(msgspec.Struct):
    """One goal. `since` is the act that brought it to its `status`.

    `latest` holds one byte for each voter, at the voter's number in the view: 0 for no vote, else one
    more than the vote's place in `VOTES`. So 700,000 votes stay under a megabyte.
    """

    id: str
    title: Words
    why: Words | None
    horizon: Horizon | None
    proposed: Provenance
    since: Provenance
    status: GoalStatus = "proposed"
    adopted: Provenance | None = None
    decision: str | None = None
    why_dropped: Words | None = None
    votes: Votes = msgspec.field(default_factory=Votes)
    latest: bytearray = msgspec.field(default_factory=bytearray)
    objectives: dict[str, Objective] = {}


class Goals(msgspec.Struct):
    """All goals in order of proposal, the voters' numbers, and each person's priorities."""

    goals: dict[str, Goal] = {}
    voters: dict[str, int] = {}
    ranks: dict[str, tuple[str, ...]] = {}
    goal_of_objective: dict[str, str] = {}
