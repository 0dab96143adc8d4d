"""Why something may not happen, in a sentence that a person can act on.

A refusal is a value, not an exception: `decide` returns it. One place (`web.refusals`) maps its kind
to an HTTP status. Sentences are English message ids for the catalogues, with `{names}` to fill in.
"""

from typing import Literal

import msgspec

from events.vocabulary import Event

RefusalKind = Literal["not allowed", "not found", "not now", "not valid"]


class Refusal(msgspec.Struct, frozen=True):
    """A typed no. `details` fills the braces of the sentence."""

    kind: RefusalKind
    sentence: str
    details: dict[str, str | int] = {}


def refuse(kind: RefusalKind, sentence: str, **details: str | int) -> Refusal:
    """A refusal with its sentence; the catalogues collect the second argument of every call."""
    return Refusal(kind, sentence, details)


Decided = tuple[Event, ...] | Refusal
"""What a rule answers: events to append, none of them (it stays quiet), or a refusal."""

QUIET: tuple[Event, ...] = ()
"""Nothing is left to do: what was asked for holds already."""
