"""What there is to find, by kind, as far as a page would show it to this audience.

Each function follows the pages of its feature: what an observer's page leaves out is not here either.
Perspectives, hours, needs, votes and suggested names are never here. The newest comes first.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from events.sealed import Personal, Words
from projections import charter
from projections.charter import KINDS as STATEMENTS
from projections.contributions import Promise
from projections.decisions import Decision
from projections.goals import Goal, Objective
from projections.partners import organisations, seats
from projections.partners.seats import Seats
from projections.views import Views
from web.languages import spoken
from web.reader import Audience
from web.rendering.language import gettext_noop as N_
from web.sentences.labels import THE_STATEMENT
from web.sentences.telling import place_of
from web.wanted import may_see

Sealed = Words | Personal | None


class Thing(NamedTuple):
    """Something that has a place on a page: where, what it is called, and what else is written of it.

    `name` stands for `title` where this audience sees a pseudonym. `what` says what it is, in our words.
    """

    path: str
    title: Sealed
    texts: tuple[Sealed, ...] = ()
    name: int | None = None
    what: str = ""


class Kind(NamedTuple):
    """One kind of things: its key, its heading, and how they are gathered."""

    key: str
    heading: str
    gather: Callable[[Views, Audience, Seats], Iterable[Thing]]


def wordings(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """The question, and the texts of the partnership; observers read the agreed ones, without reasons."""
    yield Thing("/", views.directory.question, what=N_("what we ask ourselves"))
    held = {one.id for kind in STATEMENTS if (one := charter.adopted(views.charter, kind))}
    for wording in reversed(views.charter.wordings.values()):
        if audience.role == "observer" and wording.id not in held:
            continue
        anchor = f"statement-{wording.kind}" if wording.id in held else f"wording-{wording.id}"
        whys = (*(one.why for one in wording.corrections), wording.why_withdrawn)
        reasons = whys if audience.role != "observer" else ()
        own, *others = (one.text for one in spoken(audience, wording).told)
        yield Thing(f"/mission#{anchor}", own, (*others, *reasons), what=THE_STATEMENT[wording.kind])


def ideas(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """What matters to people, once it is shown to everybody at the table."""
    if audience.role == "observer":
        return
    for kind in STATEMENTS:
        for asked in charter.shown(views.charter, kind):
            for one in asked.declared.values():
                first, *others = [words for words in (one.interest, *one.ideas) if words is not None]
                yield Thing(f"/mission#ideas-{asked.id}", first, tuple(others), what=THE_STATEMENT[kind])


def questions(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """Decisions, with the reasons beside them."""
    for one in reversed(views.decisions.order):
        decision = views.decisions.decisions[one]
        yield Thing(f"/decisions/{one}", decision.title, tuple(reasons(decision, audience)))


def reasons(decision: Decision, audience: Audience) -> Iterator[Words | None]:
    """Why more time was given, and why it was closed; observers read the second once there is an outcome."""
    if audience.role != "observer":
        yield from (one.why for one in decision.extensions)
    if decision.closing and decision.result:
        yield decision.closing.why


def wishes(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """Goals, and the steps to them."""
    for goal in reversed(views.goals.goals.values()):
        yield Thing(f"/goals/{goal.id}", goal.title, (goal.why, goal.why_dropped))
        yield from (step(goal, one) for one in goal.objectives.values())


def step(goal: Goal, objective: Objective) -> Thing:
    """A step that can be measured, with everything that is written about it."""
    smart = objective.smart
    exactly = (smart.specific, smart.measurable, smart.achievable, smart.relevant, smart.time_bound)
    texts = (*exactly, *(one.why for one in objective.plans), *(one.evidence for one in objective.reports))
    return Thing(f"/goals/{goal.id}#objective-{objective.id}", objective.title, texts, what=N_("a step"))


def promises(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """Promises and what was said about them, for those who take part or check."""
    if audience.role == "observer":
        return
    for promise in reversed(views.promises.promises.values()):
        yield Thing(f"/promises/{promise.id}", promise.title, tuple(said_of(promise)))


def said_of(promise: Promise) -> Iterator[Words | None]:
    """What was written about a promise after it was made, as its page tells it."""
    yield from (one.why for one in promise.revisions)
    for delivery in promise.deliveries:
        yield delivery.evidence
        for dispute in delivery.disputes:
            yield dispute.why
            yield dispute.settled.note if dispute.settled else None
    yield promise.why_let_go


def objections(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """What people have said against something, and what they were answered; observers read none of it."""
    if audience.role == "observer":
        return
    for one in reversed(views.decisions.objections.values()):
        if views.decisions.decisions[one.decision].method == "no objection":
            path = f"/decisions/{one.decision}#objection-{one.id}"
            yield Thing(path, one.reason, (one.note,), what=N_("an objection"))


def remarks(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """What people said about a text, what they were answered, and what was suggested for a draft."""
    if audience.role == "observer":
        return
    for one in reversed(views.conversation.remarks.values()):
        why = one.answered.why if one.answered else None
        path = f"{place_of(one.about)}#remark-{one.id}"
        yield Thing(path, one.text, (one.passage, why), what=N_("a remark"))
    for other in reversed(views.charter.suggestions.values()):
        texts = (other.passage, other.why, other.why_not)
        path = f"/drafts/{other.draft}#suggestion-{other.id}"
        yield Thing(path, other.replacement or other.passage, texts, what=N_("a suggestion"))


def partners(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """Organisations at the table."""
    for key, one in organisations(views.directory).items():
        yield Thing(f"/directory#partner-{key}", one.name)


def wanted(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """Whom the table looks for, where everybody may read it; and why somebody is not needed."""
    for seat in reversed(views.seats.seats.values()):
        state = seats.state(seat)
        open_to_all = state != "filled" and may_see(seat, now)
        why = seat.dismissed.why if state == "not needed" and seat.dismissed else None
        if open_to_all or why:
            title = seat.looking_for if open_to_all else None
            yield Thing(f"/seats#seat-{seat.id}", title, (why,), what=N_("someone we look for"))


def beliefs(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """What the partnership believes of itself, and what was found when somebody looked again."""
    if audience.role == "observer":
        return
    for one in reversed(views.seats.assumptions.values()):
        yield Thing(f"/seats#assumption-{one.id}", one.text, tuple(test.note for test in one.tests))


def people(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """People who are here: their names for members, their numbers for auditors, nobody for observers."""
    if audience.role == "observer":
        return
    for key, one in views.directory.people.items():
        gone = one.left is not None and not one.mandates
        if not gone and (one.in_own_right or one.mandates or one.roles):
            hidden = audience.role == "auditor" or one.display_name is None
            name = None if hidden else one.display_name
            number = one.number if hidden else None
            yield Thing(f"/directory/people/{key}", name, (one.brings,), name=number)


def said(views: Views, audience: Audience, now: Seats) -> Iterator[Thing]:
    """Objections first, then remarks and suggestions."""
    yield from objections(views, audience, now)
    yield from remarks(views, audience, now)


KINDS: tuple[Kind, ...] = (
    Kind("texts", N_("Our texts"), wordings),
    Kind("ideas", N_("What matters to us"), ideas),
    Kind("decisions", N_("Decisions"), questions),
    Kind("goals", N_("Goals"), wishes),
    Kind("promises", N_("Promises"), promises),
    Kind("said", N_("What people said"), said),
    Kind("seats", N_("Who is missing"), wanted),
    Kind("beliefs", N_("What we believe about ourselves"), beliefs),
    Kind("organisations", N_("Organisations"), partners),
    Kind("people", N_("People"), people),
)


def things(views: Views, audience: Audience, now: Seats) -> dict[str, list[Thing]]:
    """Everything this audience may find, by kind. Views change under way, so this is done at one go.

    `now` are today's seats: what one was wanted for is found only where it may be read then and now.
    """
    return {kind.key: list(kind.gather(views, audience, now)) for kind in KINDS}
