"""What the partnership wants to reach: goals, votes on them, objectives and progress."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from events.sealed import Words
from events.vocabulary import EVERYONE, Event, kept

Horizon = Literal["long term", "short term"]
GoalVote = Literal["support", "unsure", "against"]


@kept("GoalProposed", readers=EVERYONE)
class GoalProposed(Event, frozen=True, kw_only=True):
    """Somebody proposes a goal."""

    goal: str
    title: Words
    why: Words | None
    horizon: Horizon | None


@kept("GoalVoted")
class GoalVoted(Event, frozen=True, kw_only=True):
    """A person says what they think of a goal; a later vote replaces the earlier one."""

    goal: str
    vote: GoalVote


@kept("GoalsRanked")
class GoalsRanked(Event, frozen=True, kw_only=True):
    """A person names at most five goals that come first for them, most important first."""

    goals: tuple[str, ...]


@kept("GoalAdopted", readers=EVERYONE)
class GoalAdopted(Event, frozen=True, kw_only=True):
    """The partnership takes a goal on. `decision` names the decision, if there was one."""

    goal: str
    decision: str | None


@kept("GoalDropped", readers=EVERYONE)
class GoalDropped(Event, frozen=True, kw_only=True):
    """A goal is not pursued any more, with the reason."""

    goal: str
    why: Words


class Smart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each letter of SMART answered in words."""

    specific: Words
    measurable: Words
    achievable: Words
    relevant: Words
    time_bound: Words


@kept("ObjectiveDefined", readers=EVERYONE)
class ObjectiveDefined(Event, frozen=True, kw_only=True):
    """A measurable step to a goal: from `baseline` to `target`, owned by a partner, due on a day."""

    objective: str
    goal: str
    title: Words
    smart: Smart
    baseline: Decimal
    target: Decimal
    unit: Words
    owner: str
    due: date


@kept("ObjectiveRevised", readers=EVERYONE)
class ObjectiveRevised(Event, frozen=True, kw_only=True):
    """Target or day of an objective are agreed anew, with the reason."""

    objective: str
    target: Decimal
    due: date
    why: Words


@kept("ProgressReported", readers=EVERYONE)
class ProgressReported(Event, frozen=True, kw_only=True):
    """Where an objective stands now, in its unit."""

    objective: str
    value: Decimal
    evidence: Words | None


@kept("ObjectiveAchieved", readers=EVERYONE)
class ObjectiveAchieved(Event, frozen=True, kw_only=True):
    """An objective is reached."""

    objective: str


@kept("GoalAchieved", readers=EVERYONE)
class GoalAchieved(Event, frozen=True, kw_only=True):
    """A goal is reached."""

    goal: str


GoalsEvent = (
    GoalProposed
    | GoalVoted
    | GoalsRanked
    | GoalAdopted
    | GoalDropped
    | ObjectiveDefined
    | ObjectiveRevised
    | ProgressReported
    | ObjectiveAchieved
    | GoalAchieved
)
