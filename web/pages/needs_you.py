"""What is asked of a reader now: at most three things, each with one button and its minutes.

Observers and auditors are asked for nothing. The order is by what waits for others: an open
decision, then somebody's delivery, then a promise of one's own, then goals.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from litestar import Response, get
from litestar.di import NamedDependency
from markupsafe import Markup, escape

from events.sealed import Words
from projections import contributions, decisions, goals
from projections.views import Views
from web.page import Page
from web.reader import Reader
from web.rendering.language import gettext_noop as N_
from web.rendering.language import translations
from web.rendering.naming import Naming
from web.sentences.telling import shortened

MOST = 3
SOON = timedelta(days=7)


class Asked(NamedTuple):
    """One thing asked: a sentence with `{title}` or `{count}`, where to do it, and how long it takes."""

    sentence: str
    href: str
    button: str
    minutes: int
    title: Words | None = None
    how_many: int | None = None
    many: str | None = None


class Ask(NamedTuple):
    """The same in the reader's language, as `needs_you` in macros.html shows it."""

    sentence: Markup
    href: str
    button: str
    minutes: int


def asks(views: Views, reader: Reader) -> list[Asked]:
    """What is asked of this reader now. Nothing of those who only look, and nothing in a replay."""
    if not (reader.may_act and views.live):
        return []
    found = [
        *open_decisions(views, reader),
        *deliveries(views, reader),
        *own_promises(views, reader),
        *unvoted_goals(views, reader),
    ]
    return found[:MOST]


def open_decisions(views: Views, reader: Reader) -> list[Asked]:
    """Decisions in which the reader, or the partner they act for, has not answered yet."""
    waiting = decisions.unanswered_for(views.decisions, reader.person, reader.partner, views.at)
    return [
        Asked(N_("Your voice is missing: {title}"), f"/decisions/{one.id}", N_("Vote"), 2, one.title)
        for one in waiting[:2]
    ]


def deliveries(views: Views, reader: Reader) -> list[Asked]:
    """What another partner has done and this one could confirm; of several, the one that waits longest."""
    if reader.partner is None:
        return []
    waiting = contributions.waiting_for_eyes(views.promises, reader.partner)
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
    return Asked(sentence, f"/promises/{promise.id}", N_("Say how it is going"), 1, promise.title)


def unvoted_goals(views: Views, reader: Reader) -> list[Asked]:
    """Proposed goals that the reader has not voted on, together in one sentence."""
    waiting = goals.not_voted_on(views.goals, reader.person)
    if not waiting:
        return []
    one, many = (
        N_("{count} goal waits for what you think."),
        N_("{count} goals wait for what you think."),
    )
    minutes = min(5, len(waiting))
    return [Asked(one, "/goals", N_("Say what you think"), minutes, how_many=len(waiting), many=many)]


def in_words(asked: list[Asked], naming: Naming) -> list[Ask]:
    """The asks in the reader's language."""
    base = f"/p/{naming.views.partnership}"
    return [Ask(told(one, naming), base + one.href, naming.say(one.button), one.minutes) for one in asked]


def told(asked: Asked, naming: Naming) -> Markup:
    """The sentence of one ask."""
    if asked.how_many is not None:
        chosen = translations(naming.audience.language).ungettext(
            asked.sentence, asked.many or asked.sentence, asked.how_many
        )
        return escape(chosen).format(count=asked.how_many)
    assert asked.title is not None
    title = Markup('<q lang="{}" dir="auto">{}</q>').format(
        asked.title.lang, shortened(naming.text(asked.title))
    )
    return escape(naming.say(asked.sentence)).format(title=title)


@get("/p/{partnership:str}/needs-you", name="needs-you")
async def needs_you(page: NamedDependency[Page]) -> Response[str]:
    """The reader's asks as a part of a page."""
    naming = Naming(page.keys, page.views, page.audience)
    return page.show("table/needs_you.html", {}, {"needs": in_words(asks(page.views, page.reader), naming)})


FRAGMENTS: list[object] = []
HANDLERS = [needs_you]
