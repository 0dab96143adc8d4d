"""Mission, vision, purpose and values, as the page "Mission" shows them."""

from datetime import date

from events.charter import StatementKind
from projections.charter import KINDS, Correction, Wording, WordingStatus
from web.api.caller import Caller
from web.api.shapes import Acted, Shape, Teller, Text
from web.pages.charter.contexts import Part, part


class Corrected(Shape, frozen=True, kw_only=True):
    """A slip that was put right. The reason is for those inside."""

    before: Text
    after: Text
    why: Text | None
    made: Acted


class WordingShown(Shape, frozen=True, kw_only=True):
    """A text for a statement, as it reads now. `decisions` are those that were opened on it."""

    id: str
    text: Text
    status: WordingStatus
    proposed: Acted
    adopted: Acted | None
    decided_by: str | None
    review_on: date | None
    ended: Acted | None
    why_withdrawn: Text | None
    corrections: list[Corrected]
    decisions: list[str]


class StatementShown(Shape, frozen=True, kw_only=True):
    """A statement. `discussed` and `ended` are missing for who looks from outside."""

    kind: StatementKind
    id: str | None
    adopted: WordingShown | None
    look_again: bool
    discussed: list[WordingShown] | None
    ended: list[WordingShown] | None


class Charter(Shape, frozen=True, kw_only=True):
    """What the partnership says of itself."""

    statements: list[StatementShown]


def charter(caller: Caller) -> Charter:
    """The statements for this reader."""
    tell = Teller(caller.naming)
    parts = [part(caller.views, caller.audience, kind) for kind in KINDS]
    return Charter(statements=[statement(caller, tell, one) for one in parts])


def statement(caller: Caller, tell: Teller, one: Part) -> StatementShown:
    """One statement; observers see what is agreed only."""
    discussed, ended = None, None
    if caller.insider:
        discussed = [wording(tell, talked.wording) for talked in one.discussed]
        ended = [wording(tell, over) for over in one.ended]
    return StatementShown(
        kind=one.kind,
        id=one.statement.id if one.statement and caller.insider else None,
        adopted=wording(tell, one.adopted) if one.adopted else None,
        look_again=one.look_again,
        discussed=discussed,
        ended=ended,
    )


def wording(tell: Teller, one: Wording) -> WordingShown:
    """One text with all that was put right in it."""
    return WordingShown(
        id=one.id,
        text=tell.words(one.text),
        status=one.status,
        proposed=tell.act(one.proposed),
        adopted=tell.maybe_act(one.adopted),
        decided_by=one.decision,
        review_on=one.review_on,
        ended=tell.maybe_act(one.ended),
        why_withdrawn=tell.maybe(one.why_withdrawn),
        corrections=corrections(tell, one.corrections),
        decisions=[] if tell.observer else list(one.decisions),
    )


def corrections(tell: Teller, made: list[Correction]) -> list[Corrected]:
    """What was put right; why somebody did stays between those inside."""
    return [
        Corrected(
            before=tell.words(one.before),
            after=tell.words(one.after),
            why=None if tell.observer else tell.words(one.why),
            made=tell.act(one.made),
        )
        for one in made
    ]
