"""Rules about language versions: a decision binds those that were checked when it was opened."""

from typing import assert_never

from events.charter import TranslationChecked, TranslationOffered
from workspace.acts import Act
from workspace.charter.commands import CheckTranslation, OfferTranslation, TranslatingCommand
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.state import OpenQuestion, Partnership, Wording

IN_USE = ("proposed", "adopted")


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
    refusal = _wrong_language(command, wording) or _settled(state, wording, command.language)
    if refusal is not None:
        return refusal
    offered = TranslationOffered(
        translation=act.command, wording=command.wording, language=command.language, text=command.text
    )
    return (offered,)


def _wrong_language(command: OfferTranslation, wording: Wording) -> Refusal | None:
    if command.language == primary(wording.language):
        return refuse("not valid", "The wording is in this language already. Choose another language.")
    if command.language != primary(command.text.lang):
        return refuse("not valid", "This text says that it is in another language. Say which one it is in.")
    return None


def _check(command: CheckTranslation, state: Partnership, act: Act) -> Decided:
    found = state.charter.translations.get(command.translation)
    if found is None:
        return refuse("not found", "This translation is not here. Choose one from the list.")
    if found.translator == act.person:
        return refuse("not allowed", "You translated this yourself. Somebody else has to check it.")
    if found.checked:
        return QUIET
    wording = state.charter.wordings[found.wording]
    if wording.translations[found.language] != command.translation:
        return refuse("not now", "There is a newer translation. Check that one.")
    refusal = _settled(state, wording, found.language)
    if refusal is not None:
        return refusal
    if command.corrections is not None and command.corrections != wording.corrections:
        return refuse("not now", "A slip was put right in the text meanwhile. Read both texts once more.")
    return (TranslationChecked(translation=command.translation),)


def _settled(state: Partnership, wording: Wording, language: str) -> Refusal | None:
    """Nobody translates what is no longer in use, nor changes what people vote on or have agreed on."""
    if wording.status not in IN_USE:
        return refuse("not now", "This wording is no longer in use. Translate the one that is.")
    version = state.charter.translations.get(wording.versions.get(language, ""))
    bound = version.bound if version else None
    if bound is None:
        return None
    if bound == wording.decision or isinstance(state.decisions.questions.get(bound), OpenQuestion):
        return refuse(
            "not now",
            "People vote on this translation, or agreed on it. For other words, propose a new wording.",
        )
    return None


def primary(language: str) -> str:
    """The language without its region: "es" for "es-CO"."""
    return language.partition("-")[0].lower()
