"""Words that somebody takes out and puts in again, as undoing and moving do, stay those of who wrote them.

To a browser what is put in again is new, and written by whoever does it.
"""

from typing import NamedTuple

from web.drafting.stretches import Stretches

LEAST = 8
"""Bytes that are known again. What is shorter may have been typed anew, where it comes alone."""
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
    """What each person has taken out of others' words, and not put in again yet.

    Who undoes that they put one text over another puts in many words at once: what went with one change is
    known again together, and each passage by itself.
    """

    def __init__(self) -> None:
        self._out: dict[str, dict[tuple[bytes, ...], list[list[Run]]]] = {}

    def taken_out(self, person: str, passages: list[list[Run]]) -> None:
        """Somebody takes something out, with one change."""
        each = [[passage] for passage in passages] if len(passages) > 1 else []
        for some in [*each, passages]:
            key = tuple(b"".join([run.text for run in runs]) for runs in some)
            if sum(map(len, key)) < LEAST or all(run.author == person for runs in some for run in runs):
                continue
            known = self._out.setdefault(person, {})
            known[key] = some
            if len(known) > MOST_EACH:
                del known[next(iter(known))]

    def may_be_in(self, person: str, update: bytes) -> bool:
        """Whether an update may put something in again."""
        return any(all(text in update for text in key) for key in self._out.get(person, ()))

    def put_in(self, person: str, texts: list[bytes]) -> list[list[Run]]:
        """For each text of one change the runs that come back with it, once; none where it is new."""
        known = self._out.get(person, {})
        keys = [tuple(texts)] if tuple(texts) in known else [(text,) for text in texts]
        found = [runs for key in keys for runs in known.pop(key, [[]])]
        back = {text for text, runs in zip(texts, found, strict=True) if runs}
        for key in [key for key in known if not back.isdisjoint(key)]:
            del known[key]
        return found
