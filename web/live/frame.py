"""The text of a live frame: the position it brings a page to, then the fragments that changed.

The browser's half is `web/assets/src/live`. The first line is the position; each fragment stands in an
`<hx-partial>` that htmx morphs into the element of the same id.
"""

from collections.abc import Iterable, Sequence

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
    """The fragments of a page that events changed. `item` is what the page is about, if it is one thing."""
    return [
        (fragment, item if touched == EVERY else touched)
        for fragment in fragments
        for touched in touched_items(fragment, recorded)
        if touched != EVERY or item is not None
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
    for fragment, item in parts:
        key = (fragment.template, fragment.block, item, audience)
        if key not in rendered:
            rendered[key] = partial(rendering, views, audience, fragment, item)
        out.append(rendered[key])
    return "".join(out)


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
