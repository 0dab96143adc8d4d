"""The parts of the goal pages that change by themselves, and what changes them."""

from collections.abc import Iterable

from events.contributions import (
    ContributionDelivered,
    ContributionPledged,
    DeliveryConfirmed,
    DeliveryDisputed,
    DisputeSettled,
    PledgeReleased,
)
from events.goals import (
    GoalAchieved,
    GoalAdopted,
    GoalDropped,
    GoalProposed,
    GoalsRanked,
    GoalVoted,
    ObjectiveAchieved,
    ObjectiveDefined,
    ObjectiveRevised,
    ProgressReported,
)
from events.partners import (
    MandateGranted,
    MandateRevoked,
    MemberAdmitted,
    PartnerJoined,
    PartnerLeft,
    PeopleAdmitted,
    RoleGranted,
    RoleRevoked,
)
from events.vocabulary import Recorded
from web.live.fragment import EVERY, Fragment
from web.pages.goals.contexts import (
    goal_context,
    line_context,
    list_context,
    objective_context,
    priorities_context,
    tally_context,
)

WHO_MAY_VOTE = (
    MandateGranted,
    MandateRevoked,
    MemberAdmitted,
    PartnerJoined,
    PartnerLeft,
    PeopleAdmitted,
    RoleGranted,
    RoleRevoked,
)
"""What changes out of how many people the votes on a goal are."""


def list_touched(recorded: Recorded) -> Iterable[str | None]:
    """A new goal, or one that moves to another shelf, changes the list; so does how many may vote."""
    match recorded.event:
        case GoalProposed() | GoalAdopted() | GoalDropped() | GoalAchieved():
            return (None,)
        case _ if isinstance(recorded.event, WHO_MAY_VOTE):
            return (None,)
        case _:
            return ()


def priorities_touched(recorded: Recorded) -> Iterable[str | None]:
    """What comes first changes when somebody ranks, or a goal leaves the table."""
    match recorded.event:
        case GoalsRanked() | GoalDropped() | GoalAchieved():
            return (None,)
        case _:
            return ()


def tally_touched(recorded: Recorded) -> Iterable[str | None]:
    """A vote changes the counts of its goal; who joins or leaves changes out of how many they are."""
    match recorded.event:
        case GoalVoted(goal=goal):
            return (goal,)
        case _ if isinstance(recorded.event, WHO_MAY_VOTE):
            return (EVERY,)
        case _:
            return ()


def goal_touched(recorded: Recorded) -> Iterable[str | None]:
    """What changes the head of a goal's page."""
    match recorded.event:
        case GoalAdopted(goal=goal) | GoalDropped(goal=goal) | GoalAchieved(goal=goal):
            return (goal,)
        case _:
            return ()


def objectives_touched(recorded: Recorded) -> Iterable[str | None]:
    """A new objective, or the end of the goal, changes the goal's list of objectives."""
    match recorded.event:
        case ObjectiveDefined(goal=goal):
            return (goal,)
        case _:
            return goal_touched(recorded)


def objective_touched(recorded: Recorded) -> Iterable[str | None]:
    """What changes one objective."""
    match recorded.event:
        case (
            ObjectiveRevised(objective=one)
            | ProgressReported(objective=one)
            | ObjectiveAchieved(objective=one)
        ):
            return (one,)
        case _:
            return ()


def promises_touched(recorded: Recorded) -> Iterable[str | None]:
    """A new promise joins those that make its goal possible."""
    match recorded.event:
        case ContributionPledged(goal=str(goal)):
            return (goal,)
        case _:
            return goal_touched(recorded)


def line_touched(recorded: Recorded) -> Iterable[str | None]:
    """What becomes of a promise shows beside the goal, too."""
    match recorded.event:
        case (
            ContributionDelivered(pledge=pledge)
            | DeliveryConfirmed(pledge=pledge)
            | DeliveryDisputed(pledge=pledge)
            | DisputeSettled(pledge=pledge)
            | PledgeReleased(pledge=pledge)
        ):
            return (pledge,)
        case _:
            return ()


FRAGMENTS = [
    Fragment("goals", "goals/index.html", "goal_list", list_context, list_touched),
    Fragment("goals", "goals/index.html", "goal_priorities", priorities_context, priorities_touched),
    Fragment("goals", "goals/tally.html", "goal_tally", tally_context, tally_touched),
    Fragment("goal", "goals/show.html", "goal_head", goal_context, goal_touched),
    Fragment("goal", "goals/tally.html", "goal_tally", tally_context, tally_touched),
    Fragment("goal", "goals/show.html", "goal_objectives", goal_context, objectives_touched),
    Fragment("goal", "goals/objective.html", "objective", objective_context, objective_touched),
    Fragment("goal", "goals/show.html", "goal_steering", tally_context, goal_touched),
    Fragment("goal", "goals/show.html", "goal_promises", goal_context, promises_touched),
    Fragment("goal", "goals/made_possible.html", "made_possible_line", line_context, line_touched),
]
