"""Where a decision stands at a moment: its state, its count with denominators, who came and went."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from math import ceil
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from projections.decisions.shapes import Decision, Decisions

State = Literal[
    "open",
    "closes tomorrow",
    "closed, being counted",
    "agreed",
    "not agreed",
    "replaced",
    "time to look again",
]
STATES: tuple[State, ...] = (
    "open",
    "closes tomorrow",
    "closed, being counted",
    "agreed",
    "not agreed",
    "replaced",
    "time to look again",
)


class Tally(NamedTuple):
    """A count with every figure that it is made of. Unit: voices (people, or partners with one each).

    `quorum_needed` is the least whole number of voices that is at least the quorum's share of the
    entitled. For a majority, agreed means `yes > threshold · (yes + no)`.
    """

    entitled: int
    voted: int
    counts: dict[str, int]
    quorum_needed: int
    threshold: Decimal

    @property
    def missing_for_quorum(self) -> int:
        """How many more voices the quorum needs."""
        return max(0, self.quorum_needed - self.voted)

    @property
    def yes_or_no(self) -> int:
        """Those who took a side: abstaining counts for the quorum, not for the majority."""
        return self.counts.get("yes", 0) + self.counts.get("no", 0)


class ElectorateChanges(NamedTuple):
    """Who came after the opening (and so has no voice in it), and who of the entitled has left since."""

    joined: list[str]
    left: list[str]


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name; UTC where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def state(decision: Decision, at: datetime, zone: str | None = None) -> State:
    """The state shown at that moment, "tomorrow" by the days of `zone` (else the decision's own)."""
    if decision.superseded:
        return "replaced"
    if decision.result:
        if due_for_another_look(decision, at):
            return "time to look again"
        return "agreed" if decision.result.outcome == "agreed" else "not agreed"
    if decision.closing or (decision.closes_at and at >= decision.closes_at):
        return "closed, being counted"
    if decision.closes_at and closes_tomorrow(decision.closes_at, at, zone or decision.zone):
        return "closes tomorrow"
    return "open"


def closes_tomorrow(closes: datetime, at: datetime, zone: str) -> bool:
    """Whether the closing falls on the day after `at`, by the days of that zone."""
    here = zone_of(zone)
    return closes.astimezone(here).date() - at.astimezone(here).date() == timedelta(days=1)


def due_for_another_look(decision: Decision, at: datetime) -> bool:
    """Whether the day has come on which the partnership wanted to look at the outcome again."""
    return decision.review_on is not None and at >= datetime.combine(decision.review_on, time(), UTC)


def tally(decision: Decision) -> Tally:
    """The count as published, or as it stands while the decision is open."""
    counts, voted = decision.counts, decision.voted
    if decision.result:
        counts, voted = decision.result.counts, sum(decision.result.counts.values())
    needed = ceil(decision.quorum * decision.entitled)
    return Tally(decision.entitled, voted, counts, needed, decision.threshold)


def turnout(decision: Decision) -> Decimal:
    """Voices given / voices entitled, from 0 to 1 (unit: share of the frozen electorate)."""
    return Decimal(tally(decision).voted) / decision.entitled if decision.entitled else Decimal(0)


def open_decisions(view: Decisions) -> list[Decision]:
    """What can still be answered, the one that closes first on top, those without an end last."""
    found = [view.decisions[one] for one in view.open]
    return sorted(found, key=lambda one: (one.closes_at is None, one.closes_at or one.opened.when))


def past_decisions(view: Decisions) -> list[Decision]:
    """What is over, the latest opened first."""
    found = (view.decisions[one] for one in reversed(view.order))
    return [one for one in found if not one.is_open]


def on_subject(view: Decisions, subject: str) -> list[Decision]:
    """Every decision on that wording or goal, in the order they were opened."""
    return [view.decisions[one] for one in view.by_subject.get(subject, [])]


def unanswered_for(view: Decisions, person: str, partner: str | None, at: datetime) -> list[Decision]:
    """Open decisions in which this person, or the partner they act for, is entitled and has not answered."""
    found = []
    for decision in open_decisions(view):
        voter = person if decision.electorate_kind == "members" else partner
        over = decision.closes_at is not None and at >= decision.closes_at
        if not over and voter in decision.electorate and voter not in decision.voices:
            found.append(decision)
    return found


def electorate_changes(view: Decisions, decision: Decision) -> ElectorateChanges:
    """Who came and went between the opening and the closing, or until now while it is open."""
    end = decision.closing.closed if decision.closing else None
    last: dict[str, bool] = {}
    for coming in reversed(view.comings):
        if coming.position <= decision.opened.position:
            break
        if coming.kind == decision.electorate_kind and (end is None or coming.position < end.position):
            for one in coming.who:
                last.setdefault(one, coming.came)
    entitled = set(decision.electorate)
    joined = sorted(one for one, came in last.items() if came and one not in entitled)
    left = sorted(one for one, came in last.items() if not came and one in entitled)
    return ElectorateChanges(joined, left)


def closes_at(decision: Decision) -> datetime | None:
    """When it closes by the clock, while it is still open."""
    return decision.closes_at if decision.is_open else None


def next_change(view: Decisions, at: datetime) -> datetime | None:
    """The next moment after `at` at which a state reads differently without anybody acting."""
    moments = [moment for one in open_decisions(view) for moment in turning_points(one)]
    reviews = (one.review_on for one in view.decisions.values() if one.review_on)
    moments += [datetime.combine(day, time(), UTC) for day in reviews]
    return min((moment for moment in moments if moment > at), default=None)


def turning_points(decision: Decision) -> list[datetime]:
    """When an open decision begins to close tomorrow, when it closes today, and when it closes."""
    if decision.closes_at is None:
        return []
    here = zone_of(decision.zone)
    day = decision.closes_at.astimezone(here).date()
    midnights = [datetime.combine(day - timedelta(days=back), time(), here) for back in (1, 0)]
    return [*(moment.astimezone(UTC) for moment in midnights), decision.closes_at]
