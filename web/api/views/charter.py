"""Mission, vision, purpose and values, as the page "Mission" shows them."""

from datetime import date, datetime

from events.charter import StatementKind
from projections.charter import KINDS, Correction, Declared, IdeaRound, Wording, WordingStatus
from web.api.caller import Caller
from web.api.shapes import Acted, Shape, Teller, Text
from web.api.views.languages import VersionShown, version
from web.languages import spoken
from web.pages.charter.contexts import Part, part
from web.pages.charter.stages import voices


class Corrected(Shape, frozen=True, kw_only=True):
    """A slip that was put right. The reason is for those inside."""

    before: Text
    after: Text
    why: Text | None
    made: Acted


class WordingShown(Shape, frozen=True, kw_only=True):
    """A text for a statement, as it reads now. `decisions` are those that were opened on it.

    `versions` are its checked translations, `waiting` those that nobody else has checked, `missing` the
    languages of the pages that it does not exist in.
    """

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
    versions: list[VersionShown]
    waiting: list[VersionShown]
    missing: list[str]


class IdeasShown(Shape, frozen=True, kw_only=True):
    """What one person said: what matters to them, and up to three ideas."""

    said: Acted
    interest: Text | None
    ideas: list[Text]


class RoundShown(Shape, frozen=True, kw_only=True):
    """Everybody is asked. Until all is `revealed`, `ideas` is missing and `mine` is all that one reads.

    `reveals_at`: when the clock shows all; missing when somebody who leads does.
    """

    id: str
    invited: Acted
    reveals_at: datetime | None
    written: int
    mine: IdeasShown | None
    revealed: Acted | None
    ideas: list[IdeasShown] | None


class StatementShown(Shape, frozen=True, kw_only=True):
    """A statement. `rounds`, `discussed` and `ended` are missing for who looks from outside."""

    kind: StatementKind
    id: str | None
    adopted: WordingShown | None
    look_again: bool
    rounds: list[RoundShown] | None
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
    rounds, discussed, ended = None, None, None
    if caller.insider:
        rounds = [asked(caller, tell, one) for one in rounds_of(caller, one.kind)]
        discussed = [wording(tell, talked.wording) for talked in one.discussed]
        ended = [wording(tell, over) for over in one.ended]
    return StatementShown(
        kind=one.kind,
        id=one.statement.id if one.statement and caller.insider else None,
        adopted=wording(tell, one.adopted) if one.adopted else None,
        look_again=one.look_again,
        rounds=rounds,
        discussed=discussed,
        ended=ended,
    )


def rounds_of(caller: Caller, kind: StatementKind) -> list[IdeaRound]:
    """Every time that everybody was asked, the newest last."""
    found = caller.views.charter.statements.get(kind)
    return [caller.views.charter.rounds[one] for one in found.rounds] if found else []


def asked(caller: Caller, tell: Teller, one: IdeaRound) -> RoundShown:
    """One round, with the ideas once everybody may read them, and the reader's own as long as it is now."""
    own = one.declared.get(caller.reader.person) if caller.views.live else None
    shown = [ideas(tell, voice.declared) for voice in voices(tell.naming, one)] if one.revealed else None
    return RoundShown(
        id=one.id,
        invited=tell.act(one.invited),
        reveals_at=one.reveals_at,
        written=len(one.declared),
        mine=ideas(tell, own) if own else None,
        revealed=tell.maybe_act(one.revealed),
        ideas=shown,
    )


def ideas(tell: Teller, one: Declared) -> IdeasShown:
    """What one person said."""
    said, texts = tell.act(one.declared), [tell.words(idea) for idea in one.ideas]
    return IdeasShown(said=said, interest=tell.maybe(one.interest), ideas=texts)


def wording(tell: Teller, one: Wording) -> WordingShown:
    """One text with all that was put right in it, in each of its languages."""
    known = spoken(tell.naming.audience, one)
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
        versions=[version(tell, told.version) for told in known.told if told.version],
        waiting=[version(tell, waits) for waits in known.waits],
        missing=known.missing,
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
