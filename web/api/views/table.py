"""The overview, as the page "The table" shows it."""

from datetime import date, datetime
from typing import Literal

from events.partners import FocalGroup
from events.vocabulary import Recorded
from projections import decisions
from projections import table as overview
from projections.decisions import State
from web.api.caller import Caller
from web.api.shapes import Acted, Shape, Teller, Text, plain
from web.languages import told_first
from web.pages.history.reading import entry
from web.pages.table.page import moments_context, open_context
from web.pages.table.seating import Sitting, seating
from web.rendering.naming import Naming


class Group(Shape, frozen=True, kw_only=True):
    """A focal group, and the words for it."""

    group: FocalGroup
    label: str


class SeatTaken(Shape, frozen=True, kw_only=True):
    """A place at the table. `group` is missing where it is not said, or not for this reader."""

    id: str
    kind: Literal["organisation", "person"]
    name: str
    group: Group | None
    paused: bool


class MissionText(Shape, frozen=True, kw_only=True):
    """The mission: the text that holds, or the last one that is talked about.

    It is in the reader's language where somebody has checked a translation: then it is `translated`.
    """

    text: Text
    translated: bool
    agreed: bool
    proposed: Acted
    review_on: date | None
    others: int


class OpenQuestion(Shape, frozen=True, kw_only=True):
    """A question that is on the table."""

    id: str
    title: Text
    state: State
    closes_at: datetime | None
    voted: int
    entitled: int


class MomentTold(Shape, frozen=True, kw_only=True):
    """One moment in a sentence."""

    position: int
    when: datetime
    sentence: str


class GoalCounts(Shape, frozen=True, kw_only=True):
    """Goals by state."""

    proposed: int
    adopted: int
    achieved: int
    dropped: int


class PromiseCounts(Shape, frozen=True, kw_only=True):
    """Promises by state."""

    offered: int
    waiting: int
    confirmed: int


class Table(Shape, frozen=True, kw_only=True):
    """Who sits at the table, what the mission says, what is open, and what happened last.

    `people` and `unnamed` are only counted: those whom this reader does not see one by one, and those
    whom an import brought without a name. `promises` is missing for who looks from outside.
    """

    name: Text | None
    question: Text | None
    made_up: bool
    seats: list[SeatTaken]
    people: int
    unnamed: int
    mission: MissionText | None
    open: list[OpenQuestion]
    more_open: int
    goals: GoalCounts
    promises: PromiseCounts | None
    moments: list[MomentTold]


def table(caller: Caller) -> Table:
    """The overview for this reader."""
    views, tell = caller.views, Teller(caller.naming)
    seats = seating(caller.naming, caller.today)
    shared = open_context(views, caller.audience)
    counts = overview.count_promises(views.table)
    recent = moments_context(views, caller.audience)["recent"]
    waiting = PromiseCounts(offered=counts["offered"], waiting=counts["done"], confirmed=counts["confirmed"])
    return Table(
        name=tell.maybe(views.directory.name),
        question=tell.maybe(views.directory.question),
        made_up=views.directory.made_up,
        seats=[seat_taken(caller.naming, one) for one in seats.sittings],
        people=seats.people,
        unnamed=seats.unnamed,
        mission=mission_text(caller, tell),
        open=[open_question(tell, *one) for one in shared["open_decisions"]],
        more_open=shared["more_open"],
        goals=GoalCounts(**overview.count_goals(views.table)),
        promises=waiting if caller.insider else None,
        moments=[moment_told(caller.naming, one) for one in recent],
    )


def seat_taken(naming: Naming, one: Sitting) -> SeatTaken:
    """One place, with the group as far as its holder lets this reader see it."""
    group = None
    if one.group is not None:
        group = Group(group=one.group, label=naming.say(one.label or one.group))
    kind: Literal["organisation", "person"] = "person" if one.is_person else "organisation"
    paused = one.paused and naming.audience.role != "observer"
    return SeatTaken(id=one.id, kind=kind, name=plain(one.name), group=group, paused=paused)


def mission_text(caller: Caller, tell: Teller) -> MissionText | None:
    """The mission and how many other texts are talked about."""
    kept, text = caller.views.table.mission, overview.mission(caller.views.table)
    if text is None:
        return None
    without = kept.adopted is None and bool(kept.proposed)
    told = told_first(caller.views, caller.audience, text.wording)
    return MissionText(
        text=tell.words((told or text).text),
        translated=bool(told and told.version),
        agreed=kept.adopted is not None,
        proposed=tell.act(text.provenance),
        review_on=kept.review_on,
        others=len(kept.proposed) - without,
    )


def open_question(
    tell: Teller, decision: decisions.Decision, state: State, tally: decisions.Tally
) -> OpenQuestion:
    """A question with how many have answered."""
    return OpenQuestion(
        id=decision.id,
        title=tell.words(decision.title),
        state=state,
        closes_at=decision.closes_at,
        voted=tally.voted,
        entitled=tally.entitled,
    )


def moment_told(naming: Naming, recorded: Recorded) -> MomentTold:
    """A moment as the page tells it."""
    told = entry(naming, recorded)
    return MomentTold(position=told.position, when=told.provenance.when, sentence=plain(told.sentence))
