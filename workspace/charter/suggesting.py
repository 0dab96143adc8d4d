"""Rules about suggestions: other words for a passage of a draft, accepted or declined with a reason."""

from typing import assert_never

from events.charter import SuggestionAccepted, SuggestionDeclined, SuggestionMade, SuggestionWithdrawn
from workspace.acts import Act
from workspace.charter.commands import (
    AcceptSuggestion,
    DeclineSuggestion,
    MakeSuggestion,
    SuggestingCommand,
    WithdrawSuggestion,
)
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.state import Partnership, Suggestion


def decide(command: SuggestingCommand, state: Partnership, act: Act) -> Decided:
    """Anybody at the table suggests; somebody else accepts or declines."""
    match command:
        case MakeSuggestion():
            return _make(command, state, act)
        case AcceptSuggestion():
            return _accept(command, state, act)
        case DeclineSuggestion():
            return _decline(command, state, act)
        case WithdrawSuggestion():
            return _withdraw(command, state, act)
        case _:
            assert_never(command)


def _make(command: MakeSuggestion, state: Partnership, act: Act) -> Decided:
    if command.draft not in state.charter.drafts:
        return refuse("not found", "There is no such draft. Open it first.")
    made = SuggestionMade(
        suggestion=act.command,
        draft=command.draft,
        anchor=command.anchor,
        passage=command.passage,
        replacement=command.replacement,
        why=command.why,
    )
    return (made,)


def _accept(command: AcceptSuggestion, state: Partnership, act: Act) -> Decided:
    found = _of_somebody_else(state, command.suggestion, act)
    if isinstance(found, Refusal):
        return found
    if found.status == "accepted":
        return QUIET
    return _settled(found) or (SuggestionAccepted(suggestion=command.suggestion),)


def _decline(command: DeclineSuggestion, state: Partnership, act: Act) -> Decided:
    found = _of_somebody_else(state, command.suggestion, act)
    if isinstance(found, Refusal):
        return found
    return _settled(found) or (SuggestionDeclined(suggestion=command.suggestion, why=command.why),)


def _withdraw(command: WithdrawSuggestion, state: Partnership, act: Act) -> Decided:
    found = state.charter.suggestions.get(command.suggestion)
    if found is None:
        return refuse("not found", "This suggestion is not here. Choose one from the list.")
    if found.author != act.person:
        return refuse("not allowed", "Only its author may take this back. You may decline it.")
    if found.status == "withdrawn":
        return QUIET
    return _settled(found) or (SuggestionWithdrawn(suggestion=command.suggestion),)


def _of_somebody_else(state: Partnership, suggestion: str, act: Act) -> Suggestion | Refusal:
    found = state.charter.suggestions.get(suggestion)
    if found is None:
        return refuse("not found", "This suggestion is not here. Choose one from the list.")
    if found.author == act.person:
        return refuse("not allowed", "This is your own suggestion. Somebody else decides, or take it back.")
    return found


def _settled(found: Suggestion) -> Refusal | None:
    """Somebody was quicker."""
    if found.status == "open":
        return None
    return refuse("not now", "This suggestion is settled already. Make a new one if you like.")
