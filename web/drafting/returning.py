"""Words that somebody takes out and puts in again, as undoing and moving do, stay those of who wrote them.

To a browser what is put in again is new, and written by whoever does it.
"""

from typing import NamedTuple

from web.drafting.stretches import Stretches

LEAST = 8
"""Bytes that are known again. What is shorter may have been typed anew."""
MOST_EACH = 64


class Run(NamedTuple):
    """Bytes in a row by one author; `number` is that of the first."""

    author: str
    number: int
    text: bytes

    def without(self, gone: Stretches) -> bytes:
        """Its text without some numbers."""
        parts = gone.parts(self.number, self.number + len(self.text))
        return b"".join(
            self.text[one - self.number : end - self.number] for one, end, out in parts if not out
        )


class Returns:
    """What each person has taken out of others' words, and not put in again yet."""

    def __init__(self) -> None:
        self._out: dict[str, dict[bytes, list[Run]]] = {}

    def taken_out(self, person: str, runs: list[Run]) -> None:
        """Somebody takes something out."""
        text = b"".join([run.text for run in runs])
        if len(text) >= LEAST and any(run.author != person for run in runs):
            known = self._out.setdefault(person, {})
            known[text] = runs
            if len(known) > MOST_EACH:
                del known[next(iter(known))]

    def may_be_in(self, person: str, update: bytes) -> bool:
        """Whether an update may put something in again."""
        return any(text in update for text in self._out.get(person, ()))

    def put_in(self, person: str, text: bytes) -> list[Run]:
        """The runs that come back with a text, once; none where it is new."""
        return self._out.get(person, {}).pop(text, [])
