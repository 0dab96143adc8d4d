"""Documents as browsers hold them, and the updates that come of writing in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, Text

from web.drafting.updates import TEXT


class Window:
    """Somebody's copy of a draft. `sent` is what came of each change, in order."""

    def __init__(self, client: int | None = None, given: bytes | None = None) -> None:
        self.doc: Doc[Any] = Doc(client_id=client)
        self.text = self.doc.get(TEXT, type=Text)
        if given is not None:
            self.doc.apply_update(given)
        self.sent: list[bytes] = []
        self._seen = self.doc.observe(lambda change: self.sent.append(change.update))

    def write(self, at: int, text: str) -> bytes:
        """Insert something; the update that says so."""
        self.text.insert(at, text)
        return self.sent[-1]

    def remove(self, begin: int, end: int) -> bytes:
        """Take something out; the update that says so."""
        del self.text[begin:end]
        return self.sent[-1]

    def replace(self, stretches: Iterable[tuple[int, int, str]]) -> bytes:
        """Put other words in several places, as one change; the update that says so."""
        with self.doc.transaction():
            for begin, end, text in stretches:
                if begin < end:
                    del self.text[begin:end]
                self.text.insert(begin, text)
        return self.sent[-1]

    def take(self, update: bytes) -> None:
        """Hear of somebody else's change."""
        self.doc.apply_update(update)

    @property
    def whole(self) -> bytes:
        """Everything, as an update."""
        return self.doc.get_update()


def settled(update: bytes) -> bytes:
    """A whole document in one spelling: pieces that belong together may be one or several in an update."""
    return Window(given=update).whole
