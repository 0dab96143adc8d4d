"""A wording in its other languages, as the pages show it."""

from projections.charter import Translation
from web.api.shapes import Acted, Shape, Teller, Text


class VersionShown(Shape, frozen=True, kw_only=True):
    """A wording in another language, who translated it, and who checked it.

    `bound` are the decisions that are about it: those opened after it was checked.
    """

    id: str
    text: Text
    translated: Acted
    checked: Acted | None
    bound: list[str]


def version(tell: Teller, one: Translation) -> VersionShown:
    """One version."""
    return VersionShown(
        id=one.id,
        text=tell.words(one.text),
        translated=tell.act(one.offered),
        checked=tell.maybe_act(one.checked),
        bound=list(one.bound),
    )
