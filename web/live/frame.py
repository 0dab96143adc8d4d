"""The text of a live frame: the position it brings a page to, then the fragments that changed.

The browser's half is `web/assets/src/live`. The first line is the position; each fragment stands in an
`<hx-partial>` that htmx morphs into the element of the same id.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from events.partners import DisplayNameChosen
from events.vocabulary import Recorded
from projections.views import Views
from web.live.fragment import EVERY, Fragment, touched_items
from web.reader import Audience
from web.rendering import Rendering

Rendered = dict[tuple[str, str, str | None, Audience], str]
"""Fragments rendered already, by page, block, item and audience."""


def changed(
    fragments: Iterable[Fragment], item: str | None, recorded: Sequence[Recorded]
) -> list[tuple[Fragment, str | None]]:
    """The fragments of a page that events changed. `item` is what the page is about, if it is one thing.

    A person's name stands almost everywhere; whoever is called otherwise changes every part.
    """
    if any(isinstance(entry.event, DisplayNameChosen) for entry in recorded):
        return [(fragment, one) for fragment in fragments for one in fragment.items(item)]
    return [
        (fragment, item if touched == EVERY else touched)
        for fragment in fragments
        for touched in touched_items(fragment, recorded)
        if touched != EVERY or item is not None
    ]


def turned(
    rendering: Rendering,
    views: Views,
    since: datetime,
    audience: Audience,
    shown: tuple[Iterable[Fragment], str | None],
    before: Rendered,
    now: Rendered,
) -> list[tuple[Fragment, str | None]]:
    """The fragments of a page that time alone made read differently since a moment."""
    fragments, about = shown
    parts = [(fragment, item) for fragment in fragments for item in fragment.items(about)]
    then = views._replace(at=since)
    return [
        (fragment, item)
        for fragment, item in parts
        if once(rendering, then, audience, fragment, item, before)
        != once(rendering, views, audience, fragment, item, now)
    ]


def frame(
    rendering: Rendering,
    views: Views,
    audience: Audience,
    parts: Iterable[tuple[Fragment, str | None]],
    rendered: Rendered,
) -> str:
    """One frame for one audience; what another page of the same audience needed is not rendered again."""
    out = [f"{views.position}\n"]
    out += [once(rendering, views, audience, fragment, item, rendered) for fragment, item in parts]
    return "".join(out)


def once(
    rendering: Rendering,
    views: Views,
    audience: Audience,
    fragment: Fragment,
    item: str | None,
    rendered: Rendered,
) -> str:
    """One fragment, rendered unless it was already."""
    key = (fragment.template, fragment.block, item, audience)
    if key not in rendered:
        rendered[key] = partial(rendering, views, audience, fragment, item)
    return rendered[key]


def partial(
    rendering: Rendering, views: Views, audience: Audience, fragment: Fragment, item: str | None
) -> str:
    """One fragment in its wrapper, or nothing when it is not for this audience."""
    context = fragment.context(views, audience, item)
    if context is None:
        return ""
    shared = {"item": item, "page": fragment.page, **context}
    html = rendering.block(fragment.template, fragment.block, views, audience, shared)
    return f'<hx-partial id="{fragment.element(item)}" hx-swap="outerMorph">{html.strip()}</hx-partial>'
