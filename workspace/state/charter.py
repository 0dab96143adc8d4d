"""Statements, what they should mean, drafts, wordings, translations."""

from datetime import datetime
from typing import Literal

import msgspec

from events.charter import StatementKind


class Statement(msgspec.Struct):
    """Mission, vision, purpose or values, and the wording that holds now."""

    kind: StatementKind
    adopted: str | None = None


class Wording(msgspec.Struct):
    """A text proposed for a statement. `replaced`: a later wording was adopted after this one.

    `language` is that of its text; `translations` holds the id of the latest translation into each other
    one, `versions` that of the latest which somebody checked. `corrections` are counted; `decision` is the
    one that adopted it.
    """

    statement: str
    author: str
    language: str
    status: Literal["proposed", "adopted", "replaced", "withdrawn"] = "proposed"
    translations: dict[str, str] = {}
    versions: dict[str, str] = {}
    corrections: int = 0
    decision: str | None = None


class Translation(msgspec.Struct):
    """A wording in another language. `bound`: the last decision opened on it once checked."""

    wording: str
    language: str
    translator: str
    checked: bool = False
    bound: str | None = None


class IdeaRound(msgspec.Struct):
    """Everybody is asked what matters to them. `authors` are those whose ideas stand now."""

    statement: str
    reveals_at: datetime | None
    authors: set[str] = set()
    revealed: bool = False


class Draft(msgspec.Struct):
    """A text that is being written together, and how far its stream is closed.

    `rounds` counts those begun since the last proposal; `ends_at` belongs to the one that runs now.
    """

    statement: str
    language: str
    sealed: int = 0
    rounds: int = 0
    ends_at: datetime | None = None


class Suggestion(msgspec.Struct):
    """Other words for a passage of a draft."""

    draft: str
    author: str
    status: Literal["open", "accepted", "declined", "withdrawn"] = "open"


class Charter(msgspec.Struct):
    """Statements, also by kind, and what belongs to them. `asking` leads from a statement to the idea
    round that runs for it."""

    statements: dict[str, Statement] = {}
    by_kind: dict[str, str] = {}
    wordings: dict[str, Wording] = {}
    translations: dict[str, Translation] = {}
    rounds: dict[str, IdeaRound] = {}
    asking: dict[str, str] = {}
    drafts: dict[str, Draft] = {}
    suggestions: dict[str, Suggestion] = {}
