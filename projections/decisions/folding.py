"""How events change the view of decisions."""

from typing import assert_never, cast

from events.charter import StatementAdopted
from events.decisions import (
    BallotCast,
    BallotRecast,
    BallotWithdrawn,
    DecisionClosed,
    DecisionExtended,
    DecisionOpened,
    DecisionsEvent,
    DecisionSuperseded,
    ObjectionRaised,
    ObjectionResolved,
    OutcomePublished,
)
from events.goals import GoalAdopted
from events.partners import (
    MemberAdmitted,
    PartnerJoined,
    PartnerLeft,
    PeopleAdmitted,
    Role,
    RoleGranted,
    RoleRevoked,
)
from events.vocabulary import Event, Header, Recorded
from projections.decisions.shapes import (
    Closing,
    Coming,
    Decision,
    Decisions,
    Extension,
    Followed,
    Objection,
    Result,
    Superseded,
    Voice,
    VoiceChoice,
)
from projections.decisions.standing import next_change
from projections.provenance import provenance
from projections.view import Projection

COUNTED: dict[str, tuple[VoiceChoice, ...]] = {
    "no objection": ("no objection", "objection"),
    "majority": ("yes", "no", "abstain", "objection"),
}
"""What a published count lists for each method, zeros included; here while the decision is open too."""
LOOKING: frozenset[Role] = frozenset(("observer", "funder", "auditor"))

FollowedFact = StatementAdopted | GoalAdopted
TableFact = PartnerJoined | PartnerLeft | MemberAdmitted | PeopleAdmitted | RoleGranted | RoleRevoked
DecisionsFact = DecisionsEvent | FollowedFact | TableFact


def fold(view: Decisions, recorded: Recorded) -> Decisions:
    """The view after one more event."""
    header, event = recorded.header, cast(DecisionsFact, recorded.event)
    match event:
        case DecisionOpened():
            open_decision(view, event, header)
        case BallotCast() | BallotRecast():
            speak(view.decisions[event.decision], event.voter, event.choice, header)
        case BallotWithdrawn():
            fall_silent(view.decisions[event.decision], event.voter)
        case ObjectionRaised():
            raise_objection(view, event, header)
        case ObjectionResolved():
            resolve_objection(view, event, header)
        case DecisionExtended() | DecisionClosed() | OutcomePublished() | DecisionSuperseded():
            go_on(view, event, header)
        case StatementAdopted() | GoalAdopted():
            follow(view, event, header)
        case _:
            note_coming(view, event, header)
    return view


def open_decision(view: Decisions, event: DecisionOpened, header: Header) -> None:
    """A question is put; its electorate is as it stands in the event, for good."""
    view.decisions[event.decision] = Decision(
        id=event.decision,
        title=event.title,
        subject=event.subject,
        method=event.method,
        electorate_kind=event.electorate_kind,
        electorate=list(event.electorate),
        quorum=event.quorum,
        threshold=event.threshold,
        closes_at=event.closes_at,
        zone=event.zone,
        opened=provenance(header),
        counts=dict.fromkeys(COUNTED[event.method], 0),
    )
    view.order.append(event.decision)
    view.open.append(event.decision)
    view.by_subject.setdefault(event.subject.id, []).append(event.decision)


def speak(
    decision: Decision, voter: str, choice: VoiceChoice, header: Header, objection: str | None = None
) -> None:
    """A voter answers, for the first time or anew."""
    now, earlier = provenance(header), decision.voices.get(voter)
    if earlier:
        decision.counts[earlier.choice] -= 1
    decision.counts[choice] = decision.counts.get(choice, 0) + 1
    first = earlier.first if earlier else now
    decision.voices[voter] = Voice(voter, choice, first, now, objection)


def fall_silent(decision: Decision, voter: str) -> None:
    """A voter has no answer any more."""
    voice = decision.voices.pop(voter, None)
    if voice:
        decision.counts[voice.choice] -= 1


def raise_objection(view: Decisions, event: ObjectionRaised, header: Header) -> None:
    """While it is open, the objection is its voter's answer."""
    view.objections[event.objection] = Objection(
        event.objection, event.decision, event.voter, event.reason, provenance(header)
    )
    decision = view.decisions[event.decision]
    decision.objections.append(event.objection)
    speak(decision, event.voter, "objection", header, event.objection)


def resolve_objection(view: Decisions, event: ObjectionResolved, header: Header) -> None:
    """The objection is answered; its voter is asked again."""
    objection = view.objections[event.objection]
    objection.state, objection.note = event.how, event.note
    objection.resolved = provenance(header)
    decision = view.decisions[event.decision]
    voice = decision.voices.get(objection.voter)
    if voice and voice.objection == event.objection:
        fall_silent(decision, objection.voter)


def go_on(
    view: Decisions,
    event: DecisionExtended | DecisionClosed | OutcomePublished | DecisionSuperseded,
    header: Header,
) -> None:
    """A step in the life of a decision: more time, the end, the count, or a new text."""
    decision, now = view.decisions[event.decision], provenance(header)
    match event:
        case DecisionExtended():
            decision.extensions.append(Extension(decision.closes_at, event.closes_at, event.why, now))
            decision.closes_at = event.closes_at
        case DecisionClosed():
            planned = decision.closes_at
            early = event.how == "by hand" and planned is not None and header.when < planned
            decision.closing = Closing(event.how, early, event.why, list(event.voted), now)
            no_longer_open(view, event.decision)
        case OutcomePublished():
            decision.result = Result(event.outcome, event.entitled, dict(event.counts), now)
        case DecisionSuperseded():
            decision.superseded = Superseded(event.by, now)
            no_longer_open(view, event.decision)
        case _:
            assert_never(event)


def no_longer_open(view: Decisions, decision: str) -> None:
    """Take it off the short list of what is open."""
    if decision in view.open:
        view.open.remove(decision)


def follow(view: Decisions, event: FollowedFact, header: Header) -> None:
    """Something was adopted; if through a decision, it stands beside that decision's outcome."""
    decision = view.decisions.get(event.decision or "")
    if decision is None:
        return
    match event:
        case StatementAdopted():
            decision.review_on = event.review_on
            decision.followed.append(Followed("statement", event.wording, provenance(header)))
        case GoalAdopted():
            decision.followed.append(Followed("goal", event.goal, provenance(header)))
        case _:
            assert_never(event)


def note_coming(view: Decisions, event: TableFact, header: Header) -> None:
    """Somebody came to the table or left it. Who only looks on has no voice, so that counts as leaving."""
    position = header.position
    match event:
        case PartnerJoined():
            view.comings.append(Coming([event.partner], "partners", True, position))
        case PartnerLeft():
            # A person in their own right is a partner and a member under the same id.
            view.comings.append(Coming([event.partner], "partners", False, position))
            view.comings.append(Coming([event.partner], "members", False, position))
        case MemberAdmitted():
            view.comings.append(Coming([event.person], "members", True, position))
        case PeopleAdmitted():
            view.comings.append(Coming(list(event.people), "members", True, position))
            view.comings.append(Coming(list(event.people), "partners", True, position))
        case RoleGranted() | RoleRevoked():
            if event.role in LOOKING:
                came = isinstance(event, RoleRevoked)
                view.comings.append(Coming([event.person], "members", came, position))
        case _:
            assert_never(event)


FOLDED: frozenset[type[Event]] = frozenset(
    (
        *(DecisionOpened, DecisionExtended, BallotCast, BallotRecast, BallotWithdrawn),
        *(ObjectionRaised, ObjectionResolved, DecisionClosed, OutcomePublished, DecisionSuperseded),
        *(StatementAdopted, GoalAdopted),
        *(PartnerJoined, PartnerLeft, MemberAdmitted, PeopleAdmitted, RoleGranted, RoleRevoked),
    )
)

PROJECTION = Projection("decisions", 1, Decisions, fold, FOLDED, next_change)
