"""What the rules remember of statements, ideas, drafts, wordings and their translations."""

from typing import assert_never

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
from events.vocabulary import Header
from workspace.state import (
    Charter,
    Draft,
    IdeaRound,
    Partnership,
    Statement,
    Suggestion,
    Translation,
    Wording,
)


def evolve(state: Partnership, event: CharterEvent, header: Header) -> None:
    """Take one event in."""
    known = state.charter
    match event:
        case IdeasInvited() | InterestDeclared() | IdeasRevealed():
            _meaning(known, event, header)
        case DraftOpened() | DraftSealed() | DraftRoundOpened() | DraftRoundEnded():
            _drafting(known, event, header)
        case SuggestionMade() | SuggestionAccepted() | SuggestionDeclined() | SuggestionWithdrawn():
            _drafting(known, event, header)
        case TranslationOffered() | TranslationChecked():
            _translating(state, event, header)
        case _:
            _statements(known, event, header)


def _statements(known: Charter, event: StatementsEvent, header: Header) -> None:
    match event:
        case StatementOpened():
            known.statements[event.statement] = Statement(event.kind)
            known.by_kind[event.kind] = event.statement
        case WordingProposed():
            known.wordings[event.wording] = Wording(event.statement, header.person, event.text.lang)
            if event.draft in known.drafts:
                known.drafts[event.draft].rounds = 0
                known.drafts[event.draft].ends_at = None
        case WordingWithdrawn():
            known.wordings[event.wording].status = "withdrawn"
        case StatementAdopted():
            _adopt(known, event)
        case WordingCorrected():
            known.wordings[event.wording].corrections += 1
        case _:
            assert_never(event)


def _meaning(known: Charter, event: MeaningEvent, header: Header) -> None:
    match event:
        case IdeasInvited():
            known.rounds[event.round] = IdeaRound(event.statement, event.reveals_at)
            known.asking[event.statement] = event.round
        case InterestDeclared():
            authors = known.rounds[event.round].authors
            if event.texts:
                authors.add(header.person)
            else:
                authors.discard(header.person)
        case IdeasRevealed():
            known.rounds[event.round].revealed = True
            del known.asking[known.rounds[event.round].statement]
        case _:
            assert_never(event)


def _drafting(known: Charter, event: DraftingEvent, header: Header) -> None:
    match event:
        case DraftOpened():
            known.drafts[event.draft] = Draft(event.statement, event.language)
        case DraftSealed():
            known.drafts[event.draft].sealed = event.position
        case DraftRoundOpened():
            known.drafts[event.draft].rounds = event.round
            known.drafts[event.draft].ends_at = event.ends_at
        case DraftRoundEnded():
            known.drafts[event.draft].ends_at = None
        case SuggestionMade():
            known.suggestions[event.suggestion] = Suggestion(event.draft, header.person)
        case SuggestionAccepted():
            known.suggestions[event.suggestion].status = "accepted"
        case SuggestionDeclined():
            known.suggestions[event.suggestion].status = "declined"
        case SuggestionWithdrawn():
            known.suggestions[event.suggestion].status = "withdrawn"
        case _:
            assert_never(event)


def _translating(state: Partnership, event: TranslatingEvent, header: Header) -> None:
    known = state.charter
    match event:
        case TranslationOffered():
            made = Translation(event.wording, event.language, header.person)
            known.translations[event.translation] = made
            known.wordings[event.wording].translations[event.language] = event.translation
        case TranslationChecked():
            checked = known.translations[event.translation]
            checked.checked = True
            known.wordings[checked.wording].versions[checked.language] = event.translation
        case _:
            assert_never(event)


def _adopt(known: Charter, event: StatementAdopted) -> None:
    statement = known.statements[event.statement]
    if statement.adopted is not None:
        known.wordings[statement.adopted].status = "replaced"
    statement.adopted = event.wording
    known.wordings[event.wording].status = "adopted"
    known.wordings[event.wording].decision = event.decision
