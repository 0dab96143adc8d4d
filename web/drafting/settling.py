"""Taking a suggestion: its words come into the draft once, as those of who suggested them.

They are written under a number that belongs to the suggestion alone, so that the draft itself knows
whether they have come in. Whatever breaks off between the draft and the record, doing it again does what is
left. Words of the passage that stay keep their authors.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from typing import NamedTuple

from events.anchors import Anchor
from events.log.keys import KeyStore, Unreadable
from events.sealed import Words
from projections.charter import Suggestion
from web.door import Problem, problem
from web.drafting.anchoring import Places, Span, still_there
from web.drafting.editing import written
from web.drafting.gate import Refused
from web.drafting.merging import Edit, by_words
from web.drafting.room import Room
from web.drafting.updates import KEPT_AT_MOST, read_update
from web.drafting.waiting import NotKept

CHANGED = problem("These words have changed since. Suggest again, or decline.")
UNREADABLE = problem("These words can no longer be read. Decline the suggestion, or make a new one.")
NO_ROOM = problem("There is no room for these words in the draft. Make it shorter first.")
NOT_KEPT = problem("It could not be kept just now. Nothing is lost: please send it again.")


class Ready(NamedTuple):
    """An update that puts words in, and what the text says before and after it."""

    update: bytes
    before: str
    after: str


class Settling:
    """One suggestion for the draft of a room. The caller holds `room.settling`."""

    def __init__(self, keys: KeyStore, secret: bytes, partnership: str, room: Room) -> None:
        self._keys, self._secret, self._partnership, self._room = keys, secret, partnership, room
        self._done: tuple[str, str, str] | None = None

    async def put_in(self, suggestion: Suggestion) -> Problem | None:
        """Have its words in the draft; what is wrong otherwise."""
        room, number = self._room, number_of(f"{self._partnership}/{suggestion.id}", self._secret)
        known = words_of(room.whole, number)
        if known is not None:
            return None if known else CHANGED
        passage, replacement = self._open(suggestion.passage), self._open(suggestion.replacement)
        if passage is None or replacement is None:
            return UNREADABLE
        ready = await asyncio.to_thread(
            prepared, room.whole, suggestion.anchor, (passage, replacement), number
        )
        if not isinstance(ready, Ready):
            return ready
        self._done = (suggestion.made.person, ready.before, ready.after)
        return await self._keep(suggestion.made.person, ready.update)

    async def take_back(self) -> None:
        """Undo what was put in just now, since the record does not say that it was taken.

        As whose words it came in, so that those that come back stay those of who wrote them.
        """
        if self._done is None:
            return
        author, before, after = self._done
        with suppress(Refused, NotKept):
            await self._room.edit(author, after, before)

    async def _keep(self, author: str, update: bytes) -> Problem | None:
        problem = None
        try:
            await self._room.offer(author, update)
        except Refused:
            problem = NO_ROOM
        except NotKept:
            problem = NOT_KEPT
        if problem is not None:
            self._done = None
        return problem

    def _open(self, words: Words | None) -> str | None:
        if words is None:
            return ""
        opened = self._keys.open(self._partnership, words)
        return None if isinstance(opened, Unreadable) else opened


def number_of(name: str, secret: bytes) -> int:
    """The number of a writer that nobody can take in advance: 48 bits that only the server knows."""
    return int.from_bytes(blake2b(name.encode(), key=secret[:64], digest_size=6).digest()) or 1


def words_of(whole: bytes, client: int) -> bool | None:
    """Whether something that was written under a number is still there; None: nothing ever was."""
    blocks = [one for one in read_update(whole, most=KEPT_AT_MOST).blocks if one.client == client]
    return any(piece.text for block in blocks for piece in block.pieces) if blocks else None


def done(text: str, steps: Iterable[Edit]) -> str:
    """The text after edits that go from its end to its beginning."""
    for at, removed, added in steps:
        text = text[:at] + added + text[at + removed :]
    return text


def prepared(whole: bytes, anchor: Anchor, words: tuple[str, str], number: int) -> Ready | Problem | None:
    """How the second words come where the first are; None if they stand there already. Takes time."""
    passage, replacement = words
    places = Places(whole)
    span, now = places.span(anchor), places.words(anchor)
    if span is None or now not in words:
        return CHANGED
    steps = changes(places.text, span, replacement) if now == passage else []
    update = written(whole, lambda _: steps, number)
    return Ready(update, places.text, done(places.text, steps)) if update else None


async def standing(
    keys: KeyStore, partnership: str, room: Room, suggestions: Iterable[Suggestion]
) -> dict[str, bool]:
    """Of each suggestion that waits, whether the words it is about still stand in the draft."""
    waiting = [(one.id, one.anchor, one.passage) for one in suggestions if one.status == "open"]
    return await asyncio.to_thread(still_there, keys, partnership, room.whole, waiting)


def changes(text: str, span: Span, replacement: str) -> list[Edit]:
    """What has to be done to put the replacement where the passage is, from the end to the beginning.

    Words that stay are left alone; blanks and signs between two that change are not worth keeping.
    """
    begin, end = span if replacement else with_its_blank(text, span)
    passage, stretches = text[begin:end], list[list[int]]()
    for operation, i, j, k, m in by_words(passage, replacement):
        if operation == "equal":
            continue
        if stretches and not any(one.isalnum() for one in passage[stretches[-1][1] : i]):
            stretches[-1][1::2] = j, m
        else:
            stretches.append([i, j, k, m])
    return [Edit(begin + i, j - i, replacement[k:m]) for i, j, k, m in reversed(stretches)]


def with_its_blank(text: str, span: Span) -> Span:
    """A passage that is left out takes one of the two blanks around it along."""
    begin, end = span
    before, after = text[begin - 1 : begin], text[end : end + 1]
    if after == " " and (before == "" or before.isspace()):
        return Span(begin, end + 1)
    if before == " " and (after == "" or after in ".,;:!?\n"):
        return Span(begin - 1, end)
    return span
