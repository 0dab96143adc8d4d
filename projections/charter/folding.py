"""How each event changes the charter view."""

from typing import assert_never, cast

from events.charter import (
    CharterEvent,
    DraftingEvent,
    DraftOpened,
    DraftRoundEnded,
    DraftRoundOpened,
    DraftSealed,
    IdeasInvited,
    IdeasRevealed,
    InterestDeclared,
    MeaningEvent,
    StatementAdopted,
    StatementOpened,
    StatementsEvent,
    SuggestionAccepted,
    SuggestionDeclined,
    SuggestionMade,
    SuggestionWithdrawn,
    TranslatingEvent,
    TranslationChecked,
    TranslationOffered,
    WordingCorrected,
    WordingProposed,
    WordingWithdrawn,
)
from events.decisions import DecisionOpened
from events.vocabulary import Header, Recorded
from projections.charter.languages import versions
from projections.charter.shape import (
    Charter,
    Correction,
    Declared,
    Draft,
    IdeaRound,
    Statement,
    Suggestion,
    SuggestionStatus,
    Translation,
    Wording,
)
from projections.provenance import provenance

CharterFact = CharterEvent | DecisionOpened


def fold(view: Charter, recorded: Recorded) -> Charter:
    """The view after one more event."""
    header, event = recorded.header, cast(CharterFact, recorded.event)
    match event:
        case IdeasInvited() | InterestDeclared() | IdeasRevealed():
            take_meaning(view, event, header)
        case DraftOpened() | DraftSealed() | DraftRoundOpened() | DraftRoundEnded():
            take_drafting(view, event, header)
        case SuggestionMade() | SuggestionAccepted() | SuggestionDeclined() | SuggestionWithdrawn():
            take_drafting(view, event, header)
        case TranslationOffered() | TranslationChecked():
            take_translating(view, event, header)
        case DecisionOpened():
            open_decision(view, event)
        case _:
            take_statements(view, event, header)
    return view


def take_statements(view: Charter, event: StatementsEvent, header: Header) -> None:
    """Statements and wordings."""
    match event:
        case StatementOpened():
            view.kinds[event.statement] = event.kind
            view.statements[event.kind] = Statement(event.statement, event.kind, provenance(header))
        case WordingProposed():
            propose(view, event, header)
        case WordingCorrected():
            correct(view.wordings[event.wording], event, header)
        case WordingWithdrawn():
            wording = view.wordings[event.wording]
            wording.status, wording.ended = "withdrawn", provenance(header)
            wording.why_withdrawn = event.why
        case StatementAdopted():
            adopt(view, event, header)
        case _:
            assert_never(event)


def propose(view: Charter, event: WordingProposed, header: Header) -> None:
    """A new wording joins those of its statement; its draft has two rounds before it again."""
    kind = view.kinds[event.statement]
    wording = Wording(event.wording, event.statement, kind, event.text, provenance(header), event.draft)
    view.wordings[event.wording] = wording
    view.statements[kind].wordings.append(event.wording)
    if event.draft in view.drafts:
        draft = view.drafts[event.draft]
        draft.rounds, draft.ends_at = 0, None


def correct(wording: Wording, event: WordingCorrected, header: Header) -> None:
    """The text reads differently from now on; how it read before is kept beside."""
    wording.corrections.append(Correction(wording.text, event.text, event.why, provenance(header)))
    wording.text = event.text


def adopt(view: Charter, event: StatementAdopted, header: Header) -> None:
    """The wording holds from now on; the one that held before is replaced."""
    statement = view.statements[view.kinds[event.statement]]
    if statement.adopted is not None and statement.adopted != event.wording:
        before = view.wordings[statement.adopted]
        before.status, before.ended = "replaced", provenance(header)
        statement.earlier.append(before.id)
    statement.adopted = event.wording
    wording = view.wordings[event.wording]
    wording.status, wording.adopted, wording.ended = "adopted", provenance(header), None
    wording.decision, wording.review_on = event.decision, event.review_on


def open_decision(view: Charter, event: DecisionOpened) -> None:
    """A vote on a wording is a vote on all its versions that are checked by then."""
    if event.subject.kind != "wording" or event.subject.id not in view.wordings:
        return
    wording = view.wordings[event.subject.id]
    wording.decisions.append(event.decision)
    for version in versions(wording).values():
        version.bound.append(event.decision)


def take_meaning(view: Charter, event: MeaningEvent, header: Header) -> None:
    """What everybody was asked, and wrote."""
    match event:
        case IdeasInvited():
            kind = view.kinds[event.statement]
            view.rounds[event.round] = IdeaRound(event.round, kind, provenance(header), event.reveals_at)
            view.statements[kind].rounds.append(event.round)
        case InterestDeclared():
            declare(view.rounds[event.round], event, header)
        case IdeasRevealed():
            view.rounds[event.round].revealed = provenance(header)
        case _:
            assert_never(event)


def declare(asked: IdeaRound, event: InterestDeclared, header: Header) -> None:
    """What somebody says replaces what they said; nothing takes it back."""
    written = (event.first_idea, event.second_idea, event.third_idea)
    ideas = tuple(one for one in written if one is not None)
    if event.interest is None and not ideas:
        asked.declared.pop(header.person, None)
    else:
        asked.declared[header.person] = Declared(provenance(header), event.interest, ideas)


def take_drafting(view: Charter, event: DraftingEvent, header: Header) -> None:
    """Drafts, their rounds, and suggestions for them."""
    match event:
        case DraftOpened():
            draft = Draft(event.draft, event.statement, event.language, provenance(header))
            view.drafts[event.draft] = draft
        case DraftSealed():
            view.drafts[event.draft].sealed = event.position
            view.drafts[event.draft].letters = {one.person: one.count for one in event.letters}
        case DraftRoundOpened():
            view.drafts[event.draft].rounds = event.round
            view.drafts[event.draft].ends_at = event.ends_at
        case DraftRoundEnded():
            view.drafts[event.draft].ends_at = None
        case SuggestionMade():
            suggest(view, event, header)
        case SuggestionAccepted():
            settle(view.suggestions[event.suggestion], "accepted", header)
        case SuggestionDeclined():
            settle(view.suggestions[event.suggestion], "declined", header)
            view.suggestions[event.suggestion].why_not = event.why
        case SuggestionWithdrawn():
            settle(view.suggestions[event.suggestion], "withdrawn", header)
        case _:
            assert_never(event)


def suggest(view: Charter, event: SuggestionMade, header: Header) -> None:
    """A suggestion joins those for its draft."""
    view.suggestions[event.suggestion] = Suggestion(
        event.suggestion,
        event.draft,
        event.anchor,
        event.passage,
        event.replacement,
        event.why,
        provenance(header),
    )
    view.drafts[event.draft].suggestions.append(event.suggestion)


def settle(suggestion: Suggestion, status: SuggestionStatus, header: Header) -> None:
    """Nobody has to look at it any more."""
    suggestion.status, suggestion.settled = status, provenance(header)


def take_translating(view: Charter, event: TranslatingEvent, header: Header) -> None:
    """The same wording in other languages."""
    match event:
        case TranslationOffered():
            made = Translation(
                event.translation, event.wording, event.language, event.text, provenance(header)
            )
            view.wordings[event.wording].translations.append(made)
            view.of[event.translation] = event.wording
        case TranslationChecked():
            for one in view.wordings[view.of[event.translation]].translations:
                if one.id == event.translation:
                    one.checked = provenance(header)
        case _:
            assert_never(event)
