"""Rules about language versions: a decision binds those that were checked when it was opened."""

from typing import assert_never

from events.charter import TranslationChecked, TranslationOffered
from workspace.acts import Act
from workspace.charter.commands import CheckTranslation, OfferTranslation, TranslatingCommand
from workspace.refusals import QUIET, Decided, refuse
from workspace.state import Partnership


def decide(command: TranslatingCommand, state: Partnership, act: Act) -> Decided:
    """Anybody at the table translates; somebody else checks."""
    match command:
        case OfferTranslation():
            return _offer(command, state, act)
        case CheckTranslation():
            return _check(command, state, act)
        case _:
            assert_never(command)


def _offer(command: OfferTranslation, state: Partnership, act: Act) -> Decided:
    wording = state.charter.wordings.get(command.wording)
    if wording is None:
        return refuse("not found", "This wording is not here. Choose one from the list.")
    if wording.status not in ("proposed", "adopted"):
        return refuse("not now", "This wording is no longer in use. Translate the one that is.")
    if command.language == wording.language:
        return refuse("not valid", "The wording is in this language already. Choose another language.")
    earlier = state.charter.translations.get(wording.translations.get(command.language, ""))
    if earlier is not None and earlier.bound:
        return refuse(
            "not now",
            "People vote on this translation, or agreed on it. For other words, propose a new wording.",
        )
    offered = TranslationOffered(
        translation=act.command, wording=command.wording, language=command.language, text=command.text
    )
    return (offered,)


def _check(command: CheckTranslation, state: Partnership, act: Act) -> Decided:
    found = state.charter.translations.get(command.translation)
    if found is None:
        return refuse("not found", "This translation is not here. Choose one from the list.")
    if found.translator == act.person:
        return refuse("not allowed", "You translated this yourself. Somebody else has to check it.")
    if state.charter.wordings[found.wording].translations[found.language] != command.translation:
        return refuse("not now", "There is a newer translation. Check that one.")
    if found.checked:
        return QUIET
    return (TranslationChecked(translation=command.translation),)
