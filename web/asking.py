"""What is asked of a reader now: at most three things, each with one button and its minutes.

Observers and auditors are asked for nothing. The most urgent comes first: what has a day, the nearest
one on top, then what waits for others: an open decision, somebody's delivery, goals, what is kept here.
Who has been silent for long is asked how they are, in words that only they see (`web.unheard`).
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from markupsafe import Markup, escape

from events.charter import StatementKind
from events.sealed import Words
from projections import charter, contributions, conversation, decisions, goals
from projections.partners import seats
from projections.views import Views
from web.languages import to_check
from web.reader import Reader
from web.rendering.language import gettext_noop as N_
from web.rendering.language import translations
from web.rendering.naming import Naming
from web.sentences.telling import place_of, shortened
from web.unheard import can_pause_alone, has_been_silent

MOST = 3
WHAT_MATTERS: dict[StatementKind, str] = {
    "mission": N_("What matters to you about our mission?"),
    "vision": N_("What matters to you about our vision?"),
    "purpose": N_("What matters to you about our purpose?"),
    "values": N_("What matters to you about our values?"),
}
TERMS = 1
"""The version of what `how_we_work` says is kept; a new version asks everybody again."""
SOON = timedelta(days=7)


class Asked(NamedTuple):
    """One thing asked: a sentence about `title` or a count, where to do it, and how long it takes.

    `by` is when it is too late, or was hoped for. With `posts` the button does it, with no page between.
    """

    sentence: str
    href: str
    button: str
    minutes: int
    title: Words | None = None
    how_many: int | None = None
    by: datetime | None = None
    posts: bool = False


class Ask(NamedTuple):
    """The same in the reader's language, as `needs_you` in macros.html shows it."""

    sentence: Markup
    href: str
    button: str
    minutes: int
    posts: bool = False


def asks(views: Views, reader: Reader, ready: tuple[str, ...] = ()) -> list[Asked]:
    """What is asked of this reader now. Nothing of those who only look, and nothing in a replay.

    `ready` are the drafts whose meaning has been steady; only who leads knows of any.
    """
    if not (reader.may_act and views.live) or on_a_break(views, reader):
        return []
    found = [
        *open_decisions(views, reader),
        *ready_drafts(ready),
        *unanswered_remarks(views, reader),
        *unheard_ideas(views, reader),
        *unchecked_translations(views, reader),
        *deliveries(views, reader),
        *own_promises(views, reader),
        *unvoted_goals(views, reader),
        *due_beliefs(views, reader),
        *unread_terms(views, reader),
    ]
    kind = silence(views, reader)
    return [*by_urgency(found)[: MOST - len(kind)], *kind]


def by_urgency(found: list[Asked]) -> list[Asked]:
    """What has a day first, the nearest on top; the others as they came."""
    return sorted(found, key=lambda one: (one.by is None, one.by.timestamp() if one.by else 0.0))


def silence(views: Views, reader: Reader) -> list[Asked]:
    """Whoever has not been heard for weeks is told that they are missed, and nobody else is told."""
    if not has_been_silent(views, reader):
        return []
    sentence = N_("We miss your view. Too busy, unwell, or unheard?")
    if can_pause_alone(views, reader):
        return [Asked(sentence, "/directory/me/break", N_("Pause me"), 0, posts=True)]
    return [Asked(sentence, "/directory/me", N_("My place here"), 1)]


def on_a_break(views: Views, reader: Reader) -> bool:
    """Whether the partner that the reader acts for is taking a break: then nobody asks for anything."""
    seat = views.directory.partners.get(reader.partner or "")
    return seat is not None and seat.paused is not None


def open_decisions(views: Views, reader: Reader) -> list[Asked]:
    """Decisions in which the reader, or the partner they act for, has not answered yet."""
    waiting = decisions.unanswered_for(views.decisions, reader.person, reader.partner, views.at)
    return [
        Asked(
            N_("Your voice is missing: {title}"),
            f"/decisions/{one.id}",
            N_("Vote"),
            2,
            one.title,
            by=one.closes_at,
        )
        for one in waiting[:2]
    ]


def ready_drafts(ready: tuple[str, ...]) -> list[Asked]:
    """A draft that is only polished any more; of several, the one that was opened first."""
    sentence = N_("The meaning has been steady. Ready to decide?")
    return [Asked(sentence, f"/drafts/{one}#ready", N_("To the proposal"), 2) for one in ready[:1]]


def unanswered_remarks(views: Views, reader: Reader) -> list[Asked]:
    """What others said and nobody has answered: those who lead are asked, and who proposed the wording."""
    leads = reader.audience.role == "facilitator"
    waiting = (one for one in conversation.waiting(views.conversation) if one.made.person != reader.person)
    return [
        Asked(
            N_("A remark waits for an answer: {title}"),
            f"{place_of(one.about)}#remark-{one.id}",
            N_("Answer"),
            2,
            one.text,
        )
        for one in waiting
        if leads or proposed(views, one.about.id) == reader.person
    ][:1]


def proposed(views: Views, wording: str) -> str | None:
    """Who proposed a wording."""
    found = views.charter.wordings.get(wording)
    return found.proposed.person if found else None


def unheard_ideas(views: Views, reader: Reader) -> list[Asked]:
    """What everybody is asked now, and this reader has not answered; nobody else is told that."""
    running = [one for kind in charter.KINDS if (one := charter.asking(views.charter, kind))]
    return [
        Asked(
            WHAT_MATTERS[one.kind],
            f"/mission#meaning-{one.kind}",
            N_("Say what matters"),
            5,
            by=one.reveals_at,
        )
        for one in running
        if reader.person not in one.declared
    ][:1]


def unchecked_translations(views: Views, reader: Reader) -> list[Asked]:
    """A translation into the reader's language that waits for somebody other than its translator."""
    return [
        Asked(
            N_("A translation waits for somebody who reads both texts: {title}"),
            f"/translations/{one.id}",
            N_("Read both"),
            3,
            one.text,
        )
        for one in to_check(views, reader.language, reader.person)[:1]
    ]


def deliveries(views: Views, reader: Reader) -> list[Asked]:
    """What another partner has done and this one could confirm; of several, the one that waits longest."""
    if reader.partner is None:
        return []
    waiting = [
        one
        for one in contributions.waiting_for_eyes(views.promises, reader.partner)
        if one.delivery is None or one.delivery.provenance.person != reader.person
    ]
    return [
        Asked(
            N_("Done, and waiting for a second pair of eyes: {title}"),
            f"/promises/{one.id}",
            N_("Have a look"),
            2,
            one.title,
        )
        for one in waiting[:1]
    ]


def own_promises(views: Views, reader: Reader) -> list[Asked]:
    """A promise of one's own whose day is near, or has passed without news."""
    own = contributions.of_partner(views.promises, reader.partner or reader.person)
    offered = [one for one in own if one.stage == "offered" and one.due is not None]
    near = [one for one in offered if ends(one) - views.at <= SOON]
    return [promise_ask(views, one) for one in sorted(near, key=ends)[:1]]


def ends(promise: contributions.Promise) -> datetime:
    """When the day of a promise has passed."""
    assert promise.due is not None
    return contributions.day_ends(promise.due)


def promise_ask(views: Views, promise: contributions.Promise) -> Asked:
    """How is it going? Without blame."""
    late = contributions.state(promise, views.at) == "no news"
    sentence = N_("No news yet, need a hand? {title}") if late else N_("Your promise is for soon: {title}")
    href = f"/promises/{promise.id}"
    return Asked(sentence, href, N_("Say how it is going"), 1, promise.title, by=ends(promise))


def unvoted_goals(views: Views, reader: Reader) -> list[Asked]:
    """Goals that others proposed and the reader has not voted on, together in one sentence."""
    unvoted = goals.not_voted_on(views.goals, reader.person)
    waiting = [one for one in unvoted if one.proposed.person != reader.person]
    if not waiting:
        return []
    return [Asked("", "/goals", N_("Say what you think"), min(5, len(waiting)), how_many=len(waiting))]


def must_accept(reader: Reader, views: Views) -> bool:
    """Whether the reader has to read what is kept before their first act. `views` are the live ones."""
    known = views.directory.people.get(reader.person)
    return reader.may_act and known is not None and (known.terms or 0) < TERMS


def due_beliefs(views: Views, reader: Reader) -> list[Asked]:
    """What we believe about ourselves and should look at again; those who lead are asked, one at a time."""
    if reader.audience.role != "facilitator":
        return []
    return [
        Asked(N_("Is this still true? {title}"), f"/seats#assumption-{one.id}", N_("Look again"), 3, one.text)
        for one in seats.due(views.seats, views.at)[:1]
    ]


def unread_terms(views: Views, reader: Reader) -> list[Asked]:
    """Everybody is asked once to read what is kept for ever, and how to take it back."""
    if not must_accept(reader, views):
        return []
    return [Asked(N_("Good to know: what is kept here for ever."), "/how-we-work#kept", N_("Read it"), 2)]


def in_words(asked: list[Asked], naming: Naming, path: str = "") -> list[Ask]:
    """The asks in the reader's language, but for the one that the page at `path` is about itself."""
    base = f"/p/{naming.views.partnership}"
    return [
        Ask(told(one, naming), base + one.href, naming.say(one.button), one.minutes, one.posts)
        for one in asked
        if base + one.href.partition("#")[0] != path
    ]


def told(asked: Asked, naming: Naming) -> Markup:
    """The sentence of one ask."""
    if asked.how_many is not None:
        ngettext = translations(naming.audience.language).ungettext
        chosen = ngettext(
            "{count} goal waits for what you think.",
            "{count} goals wait for what you think.",
            asked.how_many,
        )
        return escape(chosen).format(count=asked.how_many)
    if asked.title is None:
        return escape(naming.say(asked.sentence))
    title = Markup('<q lang="{}" dir="auto">{}</q>').format(
        asked.title.lang, shortened(naming.text(asked.title))
    )
    return escape(naming.say(asked.sentence)).format(title=title)
