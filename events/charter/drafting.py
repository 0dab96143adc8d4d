"""A text that is written together: the draft, its two rounds, and suggestions for it."""

from typing import Any, Literal

import msgspec

from events.anchors import Anchor
from events.sealed import Words
from events.vocabulary import Event, Moment, kept

ROUNDS = 2
"""So many times to write together until the text is proposed."""


@kept("DraftOpened")
class DraftOpened(Event, frozen=True, kw_only=True):
    """Partners begin to write a text for a statement together, live. What they write stands elsewhere."""

    draft: str
    statement: str
    language: str


class Letters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many letters (Unicode characters, blanks too) of what is left one person wrote."""

    person: str
    count: int


@kept("DraftSealed", version=2)
class DraftSealed(Event, frozen=True, kw_only=True):
    """The draft up to a position of its own stream is closed: `root` commits to every step of it.

    What somebody wrote and took out again before is gone for good. `letters` says who wrote how much of what
    is left, in the order of their first passage, so that voices can be weighed without reading words.
    """

    draft: str
    letters: tuple[Letters, ...]
    position: int
    root: str

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> dict[str, Any]:
        """Who wrote how much was not kept with the first closings; the next closing says it for all."""
        return state | {"letters": []}


@kept("DraftRoundOpened")
class DraftRoundOpened(Event, frozen=True, kw_only=True):
    """A time to write together begins: the first or the second round since the last proposal."""

    draft: str
    round: int
    ends_at: Moment


@kept("DraftRoundEnded")
class DraftRoundEnded(Event, frozen=True, kw_only=True):
    """The round is over. What is written stays, and writing stays possible."""

    draft: str
    round: int
    how: Literal["by hand", "by the clock"]


@kept("SuggestionMade")
class SuggestionMade(Event, frozen=True, kw_only=True):
    """Other words are suggested for a passage of a draft. `replacement` None: leave it out."""

    suggestion: str
    draft: str
    anchor: Anchor
    passage: Words
    replacement: Words | None
    why: Words | None


@kept("SuggestionAccepted")
class SuggestionAccepted(Event, frozen=True, kw_only=True):
    """The suggested words stand in the draft now, as its author's."""

    suggestion: str


@kept("SuggestionDeclined")
class SuggestionDeclined(Event, frozen=True, kw_only=True):
    """The words stay as they are, with a reason."""

    suggestion: str
    why: Words


@kept("SuggestionWithdrawn")
class SuggestionWithdrawn(Event, frozen=True, kw_only=True):
    """Its author takes the suggestion back."""

    suggestion: str


DraftingEvent = (
    DraftOpened
    | DraftSealed
    | DraftRoundOpened
    | DraftRoundEnded
    | SuggestionMade
    | SuggestionAccepted
    | SuggestionDeclined
    | SuggestionWithdrawn
)
