"""What the charter view holds: statements, what they should mean, drafts, wordings, languages."""

from datetime import date, datetime
from typing import Literal

import msgspec

from events.charter import Anchor, StatementKind
from events.sealed import Words
from projections.provenance import Provenance

WordingStatus = Literal["proposed", "withdrawn", "adopted", "replaced"]
SuggestionStatus = Literal["open", "accepted", "declined", "withdrawn"]

KINDS: tuple[StatementKind, ...] = ("mission", "vision", "purpose", "values")


class Correction(msgspec.Struct):
    """A slip put right: the text before and after, so that the difference can be shown."""

    before: Words
    after: Words
    why: Words
    made: Provenance


class Translation(msgspec.Struct):
    """A wording in another language. `bound`: the decisions that were opened on it, once it was checked."""

    id: str
    wording: str
    language: str
    text: Words
    offered: Provenance
    checked: Provenance | None = None
    bound: list[str] = msgspec.field(default_factory=list)


class Wording(msgspec.Struct):
    """A text proposed for a statement. `text` is how it reads now, with all corrections.

    `decisions` are those that were opened on it, `decision` the one that adopted it. `ended` says who
    withdrew it, or which adoption put another in its place. `translations` are all there were, in order.
    """

    id: str
    statement: str
    kind: StatementKind
    text: Words
    proposed: Provenance
    draft: str | None = None
    status: WordingStatus = "proposed"
    corrections: list[Correction] = msgspec.field(default_factory=list)
    decisions: list[str] = msgspec.field(default_factory=list)
    decision: str | None = None
    adopted: Provenance | None = None
    review_on: date | None = None
    ended: Provenance | None = None
    why_withdrawn: Words | None = None
    translations: list[Translation] = msgspec.field(default_factory=list)


class Statement(msgspec.Struct):
    """A mission, vision, purpose or set of values: the wording that holds, and all there were, in order.

    `rounds` are the times that everybody was asked for ideas.
    """

    id: str
    kind: StatementKind
    opened: Provenance
    wordings: list[str] = msgspec.field(default_factory=list)
    adopted: str | None = None
    earlier: list[str] = msgspec.field(default_factory=list)
    rounds: list[str] = msgspec.field(default_factory=list)


class Declared(msgspec.Struct):
    """What matters to one person, and their ideas."""

    declared: Provenance
    interest: Words | None
    ideas: tuple[Words, ...]


class IdeaRound(msgspec.Struct):
    """Everybody is asked. Pages show `declared` (by person) only once it is revealed, and to its author."""

    id: str
    kind: StatementKind
    invited: Provenance
    reveals_at: datetime | None
    declared: dict[str, Declared] = msgspec.field(default_factory=dict)
    revealed: Provenance | None = None


class Draft(msgspec.Struct):
    """A text that is being written together. `sealed` is how far its own stream is closed, `letters` how many
    of what was left then each person had written, in the order of their first passage.

    `rounds` counts those begun since the last proposal; `ends_at` belongs to the one that runs.
    """

    id: str
    statement: str
    language: str
    opened: Provenance
    sealed: int = 0
    letters: dict[str, int] = msgspec.field(default_factory=dict)
    rounds: int = 0
    ends_at: datetime | None = None
    suggestions: list[str] = msgspec.field(default_factory=list)


class Suggestion(msgspec.Struct):
    """Other words for a passage of a draft; `settled` and `why_not` say how it ended."""

    id: str
    draft: str
    anchor: Anchor
    passage: Words
    replacement: Words | None
    why: Words | None
    made: Provenance
    status: SuggestionStatus = "open"
    settled: Provenance | None = None
    why_not: Words | None = None


class Charter(msgspec.Struct):
    """Statements by kind, everything else by its id. `kinds` leads from a statement's id to its kind, `of`
    from a translation's to its wording's."""

    statements: dict[str, Statement] = msgspec.field(default_factory=dict)
    wordings: dict[str, Wording] = msgspec.field(default_factory=dict)
    kinds: dict[str, StatementKind] = msgspec.field(default_factory=dict)
    rounds: dict[str, IdeaRound] = msgspec.field(default_factory=dict)
    drafts: dict[str, Draft] = msgspec.field(default_factory=dict)
    suggestions: dict[str, Suggestion] = msgspec.field(default_factory=dict)
    of: dict[str, str] = msgspec.field(default_factory=dict)
