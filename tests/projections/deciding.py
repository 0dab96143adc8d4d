"""Decisions told event by event, for the tests of their view."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from events.charter import StatementAdopted
from events.decisions import (
    BallotCast,
    BallotRecast,
    BallotWithdrawn,
    Choice,
    DecisionClosed,
    DecisionExtended,
    DecisionOpened,
    DecisionSuperseded,
    ElectorateKind,
    Method,
    ObjectionRaised,
    ObjectionResolved,
    Outcome,
    OutcomePublished,
    Subject,
)
from events.goals import GoalAdopted
from events.partners import (
    MemberAdmitted,
    PartnerJoined,
    PartnerLeft,
    PeopleAdmitted,
    RoleGranted,
    RoleRevoked,
)
from events.sealed import Personal, Words
from events.vocabulary import Event, Header, Recorded
from projections import decisions
from projections.decisions import PROJECTION, Decision, Decisions

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLOSES = datetime(2026, 3, 9, 17, tzinfo=UTC)


def words(text: str) -> Words:
    """Something written; views never open it, so the box may hold anything."""
    return Words("en", f"c.text.{text}", text)


class History:
    """A partnership's decisions, told event by event; `view` is folded as each happens."""

    def __init__(self) -> None:
        self.recorded: list[Recorded] = []
        self.view = Decisions()

    def tell(self, *events: Event, at: datetime = START, person: str = "ana") -> History:
        """More events, all at that time."""
        for event in events:
            header = Header(
                command="c",
                name=type(event).__name__,
                partnership="p-1",
                person=person,
                position=len(self.recorded) + 1,
                recorded_at=at,
            )
            self.recorded.append(Recorded(header, event))
            self.view = PROJECTION.fold(self.view, self.recorded[-1])
        return self

    @property
    def decision(self) -> Decision:
        """The decision that most tests are about."""
        return self.view.decisions["d-1"]

    def state(self, at: datetime, zone: str | None = None) -> str:
        """Its state at a moment."""
        return decisions.state(self.decision, at, zone)


def opened(
    decision: str = "d-1",
    method: Method = "majority",
    electorate: tuple[str, ...] = ("a", "b", "c", "d", "e"),
    kind: ElectorateKind = "partners",
    closes_at: datetime | None = CLOSES,
    zone: str = "Europe/Madrid",
    quorum: str = "0.5",
) -> DecisionOpened:
    """A decision on a wording."""
    return DecisionOpened(
        decision=decision,
        title=words("Is this our mission?"),
        subject=Subject("wording", "w-1"),
        method=method,
        electorate_kind=kind,
        electorate=electorate,
        quorum=Decimal(quorum),
        threshold=Decimal("0.5"),
        closes_at=closes_at,
        zone=zone,
    )


def cast(voter: str, choice: Choice = "yes") -> BallotCast:
    """A first ballot."""
    return BallotCast(decision="d-1", voter=voter, choice=choice)


def objected(voter: str, objection: str = "o-1") -> ObjectionRaised:
    """An objection."""
    return ObjectionRaised(objection=objection, decision="d-1", voter=voter, reason=words("Too vague."))


def closed(*voted: str) -> DecisionClosed:
    """The clock closes it."""
    return DecisionClosed(decision="d-1", how="by the clock", why=None, voted=voted)


def published(outcome: Outcome = "agreed", **counts: int) -> OutcomePublished:
    """The count."""
    return OutcomePublished(decision="d-1", outcome=outcome, entitled=5, counts=counts)


def joined(partner: str) -> PartnerJoined:
    """Somebody takes a place at the table."""
    return PartnerJoined(partner=partner, kind="organisation", name=words(partner), group=None, category=None)


def admitted(person: str) -> MemberAdmitted:
    """Somebody may take part."""
    return MemberAdmitted(person=person, display_name=Personal(person, "c.n.1", "x"), language="en")


def everything() -> History:
    """A history with each event that the view names."""
    history = History().tell(joined("a"), admitted("ana"), opened(method="no objection"))
    history.tell(PeopleAdmitted(people=("x",), source="polis"), RoleGranted(person="x", role="observer"))
    history.tell(RoleRevoked(person="x", role="observer"), PartnerLeft(partner="b"))
    history.tell(cast("a", "no objection"), objected("c"))
    history.tell(ObjectionResolved(objection="o-1", decision="d-1", how="withdrawn", note=words("Fine.")))
    history.tell(BallotRecast(decision="d-1", voter="a", choice="no objection"))
    history.tell(BallotWithdrawn(decision="d-1", voter="a"), cast("d", "no objection"))
    history.tell(
        DecisionExtended(decision="d-1", closes_at=CLOSES + timedelta(days=1), why=words("Holidays."))
    )
    history.tell(closed("d"), published(objection=0, **{"no objection": 1}))
    history.tell(
        StatementAdopted(statement="s", wording="w-1", decision="d-1", review_on=date(2027, 3, 9)),
        GoalAdopted(goal="g", decision="d-1"),
        opened("d-2"),
        DecisionSuperseded(decision="d-2", by="w-2"),
    )
    return history
