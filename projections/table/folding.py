"""The fold of the overview: one small clause for each event that it shows."""

from collections.abc import Callable
from typing import Any, assert_never, get_args

import msgspec

from events.charter import (
    StatementAdopted,
    StatementOpened,
    WordingCorrected,
    WordingProposed,
    WordingWithdrawn,
)
from events.contributions import (
    ContributionDelivered,
    ContributionPledged,
    ContributionsEvent,
    DeliveryConfirmed,
    DeliveryDisputed,
    DisputeSettled,
    PledgeReleased,
)
from events.decisions import (
    DecisionClosed,
    DecisionExtended,
    DecisionOpened,
    DecisionSuperseded,
    ObjectionRaised,
    ObjectionResolved,
    OutcomePublished,
)
from events.goals import (
    GoalAchieved,
    GoalAdopted,
    GoalDropped,
    GoalProposed,
    ObjectiveAchieved,
    ObjectiveDefined,
    ObjectiveRevised,
    ProgressReported,
)
from events.network import TiesRecorded
from events.partners import (
    MandateGranted,
    PartnerJoined,
    PartnerLeft,
    PartnerPaused,
    PartnerResumed,
    PartnershipFounded,
    PeopleAdmitted,
    RoleGranted,
)
from events.vocabulary import BY_CLASS, Event, Recorded
from projections.provenance import Provenance, provenance
from projections.table.ties import survey
from projections.table.view import Happened, Question, Seat, Table, Text

SeatEvent = PartnerJoined | PeopleAdmitted | PartnerPaused | PartnerResumed | PartnerLeft | TiesRecorded
MissionEvent = StatementOpened | WordingProposed | WordingCorrected | WordingWithdrawn | StatementAdopted
QuestionEvent = DecisionOpened | DecisionExtended | DecisionClosed | DecisionSuperseded
GoalEvent = GoalProposed | GoalAdopted | GoalDropped | GoalAchieved
PromiseEvent = (
    ContributionPledged
    | ContributionDelivered
    | DeliveryConfirmed
    | DeliveryDisputed
    | DisputeSettled
    | PledgeReleased
)

KEPT = 10
"""How many acts are remembered for each kind of readers; pages show fewer."""
SETTLED = {"kept": "confirmed", "goes on": "offered", "let go": "let go"}


def fold(view: Table, recorded: Recorded) -> Table:
    """The view after one more event."""
    kind = type(recorded.event)
    if kind in FOLDS:
        FOLDS[kind](view, recorded.event, provenance(recorded.header))
    if kind in TOLD:
        remember(view, recorded)
    return view


def remember(view: Table, recorded: Recorded) -> None:
    """Keep the act among the last few of its readers."""
    kept = view.recent.setdefault(BY_CLASS[type(recorded.event)].readers.kind, [])
    kept.append(Happened(recorded.header, plain(recorded.event)))
    del kept[:-KEPT]


def plain(event: Event) -> dict[str, Any]:
    """The event as a snapshot gives it back: text, numbers, lists and dicts."""
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(event))
    return values


def fold_seat(view: Table, event: SeatEvent, since: Provenance) -> None:
    """Someone takes, pauses or gives up a place; or a survey says who works with whom."""
    match event:
        case PartnerJoined():
            view.seats[event.partner] = Seat(event.kind, since, event.name, event.group, event.category)
        case PeopleAdmitted():
            for one in event.people:
                view.seats[one] = Seat("person", since, imported=True)
        case PartnerPaused():
            view.seats[event.partner].paused = True
        case PartnerResumed():
            view.seats[event.partner].paused = False
        case PartnerLeft():
            view.seats.pop(event.partner, None)
        case TiesRecorded():
            organisations = {key for key, seat in view.seats.items() if seat.kind == "organisation"}
            view.surveys[event.kind] = survey(event.source, event.ties, organisations, since)
        case _:
            assert_never(event)


def fold_mission(view: Table, event: MissionEvent, since: Provenance) -> None:
    """The mission is looked for, worded, and adopted; the other statements are the charter's."""
    mission = view.mission
    match event:
        case StatementOpened():
            if event.kind == "mission":
                view.mission_statement = event.statement
        case WordingProposed():
            if event.statement == view.mission_statement:
                mission.proposed[event.wording] = Text(event.wording, event.text, since)
        case WordingCorrected():
            correct(view, event)
        case WordingWithdrawn():
            mission.proposed.pop(event.wording, None)
        case StatementAdopted():
            if event.statement == view.mission_statement:
                mission.adopted = mission.proposed.pop(event.wording, mission.adopted)
                mission.adopted_at, mission.review_on = since, event.review_on
        case _:
            assert_never(event)


def correct(view: Table, event: WordingCorrected) -> None:
    """A slip of the pen is put right, in the adopted text or in a proposed one."""
    adopted = view.mission.adopted
    proposed = view.mission.proposed.get(event.wording)
    if adopted is not None and adopted.wording == event.wording:
        adopted.text = event.text
    elif proposed is not None:
        proposed.text = event.text


def fold_question(view: Table, event: QuestionEvent, since: Provenance) -> None:
    """A question comes to the table, gets more time, and leaves it."""
    match event:
        case DecisionOpened():
            view.questions[event.decision] = Question(
                event.title, event.subject, event.method, since, event.closes_at, event.zone
            )
        case DecisionExtended():
            view.questions[event.decision].closes_at = event.closes_at
        case DecisionClosed() | DecisionSuperseded():
            view.questions.pop(event.decision, None)
        case _:
            assert_never(event)


def fold_goal(view: Table, event: GoalEvent, since: Provenance) -> None:
    """A goal comes into another state."""
    match event:
        case GoalProposed():
            view.goals[event.goal] = "proposed"
        case GoalAdopted():
            view.goals[event.goal] = "adopted"
        case GoalDropped():
            view.goals[event.goal] = "dropped"
        case GoalAchieved():
            view.goals[event.goal] = "achieved"
        case _:
            assert_never(event)


def fold_promise(view: Table, event: PromiseEvent, since: Provenance) -> None:
    """A promise comes into another state."""
    match event:
        case ContributionPledged():
            view.promises[event.pledge] = "offered"
        case ContributionDelivered():
            view.promises[event.pledge] = "done"
        case DeliveryConfirmed():
            view.promises[event.pledge] = "confirmed"
        case DeliveryDisputed():
            view.promises[event.pledge] = "talked about"
        case DisputeSettled():
            view.promises[event.pledge] = SETTLED[event.how]
        case PledgeReleased():
            view.promises[event.pledge] = "let go"
        case _:
            assert_never(event)


Fold = Callable[[Table, Any, Provenance], None]

PARTS: dict[Any, Fold] = {
    SeatEvent: fold_seat,
    MissionEvent: fold_mission,
    QuestionEvent: fold_question,
    GoalEvent: fold_goal,
    PromiseEvent: fold_promise,
}
FOLDS: dict[type[Event], Fold] = {event: part for union, part in PARTS.items() for event in get_args(union)}

TOLD: frozenset[type[Event]] = frozenset(
    (
        *FOLDS.keys() - {PeopleAdmitted, TiesRecorded},
        *get_args(ContributionsEvent),
        *(PartnershipFounded, RoleGranted, MandateGranted),
        *(OutcomePublished, ObjectionRaised, ObjectionResolved),
        *(ObjectiveDefined, ObjectiveRevised, ProgressReported, ObjectiveAchieved),
    )
)
"""What the overview tells of: the steps that everyone takes together, not each single vote."""

TABLE_EVENTS: frozenset[type[Event]] = TOLD | frozenset(FOLDS)
