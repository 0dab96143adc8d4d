"""What a part of a page is that changes by itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from events.vocabulary import Recorded
from projections.views import Views
from web.reader import Audience

EVERY_PAGE = "*"
"""The page of a fragment that stands on every page of a partnership."""
EVERY = "*"
"""Says that all items of a fragment changed: a page about one item gets that one.

A page of many items gets them through the block that lists them.
"""


class Fragment(NamedTuple):
    """A template block that is pushed to every socket that shows `page`.

    Block name = element id = topic: block `goal_tally` of item `g1` is the element `goal-tally-g1`, a
    block without items the element `goal-list`. `touched` tells which items an event changes (None
    stands for the whole block). `context(views, audience, item)` serves page, push and replay alike;
    it gives None when the item is not for this audience, and then nothing is pushed. `items` are those
    that stand on a page about `item`, for looking which of them time has changed.
    """

    page: str
    template: str
    block: str
    context: Callable[[Views, Audience, str | None], Mapping[str, Any] | None]
    touched: Callable[[Recorded], Iterable[str | None]]
    items: Callable[[str | None], Iterable[str | None]] = lambda item: (item,)

    def element(self, item: str | None) -> str:
        """The id of the element that the block renders."""
        name = self.block.replace("_", "-")
        return name if item is None else f"{name}-{item}"


def touched_items(fragment: Fragment, recorded: Sequence[Recorded]) -> list[str | None]:
    """The items of a fragment that these events change, each once, in order of appearance."""
    return list(dict.fromkeys(item for entry in recorded for item in fragment.touched(entry)))
