"""A passage that somebody quotes, placed in a draft. Takes time in a long draft: for a thread of its own."""

from typing import Any, NamedTuple

import msgspec

from events.anchors import Anchor
from web.door import Problem
from web.drafting.anchoring import Places, Span
from web.drafting.finding import find


class Quoted(NamedTuple):
    """Exactly the words that stand there, and where."""

    passage: str
    anchor: Anchor

    @property
    def fields(self) -> dict[str, Any]:
        """What a command is told of it."""
        anchor = {"begin": self.anchor.begin, "end": self.anchor.end}
        return {"passage": self.passage, "anchor": anchor}


def quoted(whole: bytes, passage: str, before: str, after: str) -> Quoted | Problem:
    """The words in the document as it is now, or what to do about it."""
    places = Places(whole)
    span = find(places.text, passage, before, after)
    if not isinstance(span, Span):
        return span
    return Quoted(places.text[span.begin : span.end], places.anchor(span))


def with_what_stands_around(problem: Problem | None, around: tuple[str, str]) -> Problem | None:
    """A problem that remembers where the words were selected, for a form that is sent again."""
    if problem is None:
        return None
    before, after = around
    return msgspec.structs.replace(problem, typed={**problem.typed, "before": before, "after": after})
