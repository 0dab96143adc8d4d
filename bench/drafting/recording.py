"""Updates as browsers would send them, made before the clock runs.

Everybody edits a passage of their own in one text, all at the same time, so every edit of one is an update
that all others have to be told. Each client ends with a mark, by which a reader knows without reading
anything else that everything of that client has arrived: the server keeps a client's updates in order.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from pycrdt import Doc, Text, merge_updates

from bench.drafting.tracing import Edit, history, shares
from web.drafting.updates import TEXT

BEGUN, DONE = "~begun~", "~done~"
FIRST_CLIENT = 2_000_000_000
"""As long as most client ids that browsers roll."""


class Recording(NamedTuple):
    """How the text begins, and each client's updates."""

    begun: bytes
    updates: tuple[tuple[bytes, ...], ...]

    @property
    def text(self) -> str:
        """What everybody reads in the end."""
        return read([self.begun, *(update for one in self.updates for update in one)])


class Copy:
    """A client's copy of the text. `sent` is what came of each change, in order."""

    def __init__(self, client: int, given: bytes | None = None) -> None:
        self.doc: Doc[Any] = Doc(client_id=client)
        self.text = self.doc.get(TEXT, type=Text)
        if given is not None:
            self.doc.apply_update(given)
        self.sent: list[bytes] = []
        self._watched = self.doc.observe(lambda change: self.sent.append(change.update))


@cache
def recorded(clients: int, each: int) -> Recording:
    """So many edits of each of so many clients, from the stretches of a history."""
    length = len(history().text) // clients
    begin = Copy(FIRST_CLIENT)
    begin.text.insert(0, history().text[: length * clients] + BEGUN)
    begun = begin.sent[0]
    told = []
    for number, edits in enumerate(shares(clients, each)):
        copy = Copy(FIRST_CLIENT + 1 + number, begun)
        copy.sent.clear()
        write(copy, edits, number * length, length)
        told.append(tuple(copy.sent))
    return Recording(begun, tuple(told))


def write(copy: Copy, edits: tuple[Edit, ...], begin: int, length: int) -> None:
    """Do these edits in a passage, at places that are moved and clipped to it; then the mark."""
    moved = begin + length // 2 - edits[0].at
    for edit in edits:
        at = min(max(edit.at + moved, begin), begin + length)
        removed = min(edit.removed, begin + length - at)
        with copy.doc.transaction():
            if removed:
                del copy.text[at : at + removed]
            if edit.text:
                copy.text.insert(at, edit.text)
        length += len(edit.text) - removed
    copy.text.insert(begin + length, DONE)


def read(updates: list[bytes]) -> str:
    """The text that updates make."""
    doc: Doc[Any] = Doc()
    text = doc.get(TEXT, type=Text)
    doc.apply_update(merge_updates(*updates))
    return str(text)
