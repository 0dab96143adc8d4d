"""What the rules remember of statements and wordings."""

from typing import assert_never

from events.charter import (
    CharterEvent,
    DraftOpened,
    DraftSealed,
    StatementAdopted,
    StatementOpened,
    WordingCorrected,
    WordingProposed,
    WordingWithdrawn,
)
from events.vocabulary import Header
from workspace.state import Charter, Draft, Partnership, Statement, Wording


def evolve(state: Partnership, event: CharterEvent, header: Header) -> None:
    """Take one event in."""
    known = state.charter
    match event:
        case StatementOpened():
            known.statements[event.statement] = Statement(event.kind)
            known.by_kind[event.kind] = event.statement
        case WordingProposed():
            known.wordings[event.wording] = Wording(event.statement, header.person)
        case WordingWithdrawn():
            known.wordings[event.wording].status = "withdrawn"
        case StatementAdopted():
            _adopt(known, event)
        case DraftOpened():
            known.drafts[event.draft] = Draft(event.statement, event.language)
        case DraftSealed():
            known.drafts[event.draft].sealed = event.position
        case WordingCorrected():
            pass  # The text is sealed, and its standing stays as it was.
        case _:
            assert_never(event)


def _adopt(known: Charter, event: StatementAdopted) -> None:
    statement = known.statements[event.statement]
    if statement.adopted is not None:
        known.wordings[statement.adopted].status = "replaced"
    statement.adopted = event.wording
    known.wordings[event.wording].status = "adopted"
