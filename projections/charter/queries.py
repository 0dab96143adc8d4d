"""What pages ask of the charter view."""

from datetime import UTC, datetime, time

from events.charter import InterestDeclared, StatementKind
from events.sealed import Words
from projections.charter.shape import KINDS, Charter, Draft, IdeaRound, Suggestion, Wording


def adopted(view: Charter, kind: StatementKind) -> Wording | None:
    """The wording that holds for that statement."""
    statement = view.statements.get(kind)
    return view.wordings[statement.adopted] if statement and statement.adopted else None


def wordings(view: Charter, kind: StatementKind) -> list[Wording]:
    """Every wording of that statement, in the order they were proposed."""
    statement = view.statements.get(kind)
    return [view.wordings[one] for one in statement.wordings] if statement else []


def under_discussion(view: Charter, kind: StatementKind) -> list[Wording]:
    """Wordings that could still become the statement, newest first."""
    return [one for one in reversed(wordings(view, kind)) if one.status == "proposed"]


def no_longer(view: Charter, kind: StatementKind) -> list[Wording]:
    """Wordings that were withdrawn or replaced, newest first."""
    return [one for one in reversed(wordings(view, kind)) if one.status in ("withdrawn", "replaced")]


def text_at(wording: Wording, position: int) -> Words:
    """How the wording read at that moment, before the corrections that came later."""
    for correction in wording.corrections:
        if correction.made.position > position:
            return correction.before
    return wording.text


def review_begins(wording: Wording) -> datetime | None:
    """From when on it is time to look again: the first moment of the review day, UTC."""
    return datetime.combine(wording.review_on, time(), UTC) if wording.review_on else None


def time_to_look_again(view: Charter, kind: StatementKind, at: datetime) -> bool:
    """Whether the review day of the wording that holds has come."""
    wording = adopted(view, kind)
    begins = review_begins(wording) if wording else None
    return begins is not None and at >= begins


def ideas(view: Charter, kind: StatementKind) -> IdeaRound | None:
    """The last time that everybody was asked about that statement: still running, or shown."""
    statement = view.statements.get(kind)
    return view.rounds[statement.rounds[-1]] if statement and statement.rounds else None


def stands(asked: IdeaRound, event: InterestDeclared) -> bool:
    """Whether this is what its author says, and not what they replaced or took back."""
    written = (event.first_idea, event.second_idea, event.third_idea)
    texts = (event.interest, tuple(one for one in written if one is not None))
    return any((one.interest, one.ideas) == texts for one in asked.declared.values())


def shown(view: Charter, kind: StatementKind) -> list[IdeaRound]:
    """What everybody said about that statement, as far as it is shown; the newest first."""
    statement = view.statements.get(kind)
    rounds = [view.rounds[one] for one in statement.rounds] if statement else []
    return [one for one in reversed(rounds) if one.revealed is not None]


def asking(view: Charter, kind: StatementKind) -> IdeaRound | None:
    """The round about that statement that still runs."""
    asked = ideas(view, kind)
    return asked if asked is not None and asked.revealed is None else None


def suggestions(view: Charter, draft: Draft) -> list[Suggestion]:
    """The suggestions for a draft, open ones first, else in the order they were made."""
    found = [view.suggestions[one] for one in draft.suggestions]
    return sorted(found, key=lambda one: one.status != "open")


def next_change(view: Charter, at: datetime) -> datetime | None:
    """The next moment after `at` at which the page reads differently without anybody acting."""
    held = [one for kind in KINDS if (one := adopted(view, kind))]
    reviews = (begins for one in held if (begins := review_begins(one)))
    rounds = (one.ends_at for one in view.drafts.values() if one.ends_at)
    return min((moment for moment in (*reviews, *rounds) if moment > at), default=None)
