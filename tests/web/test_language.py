"""The catalogues: every sentence has a translation that says the same, with the same places to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message

from tests.catalogues import catalogue, sentences
from web.reader import LANGUAGES, Language
from web.rendering.language import translated, translations

PLACE = re.compile(r"%%|%\(\w+\)s|\{\w*\}")
RULED_OUT = {
    "en": r"events?|streams?|projections?|payloads?|schemas?|invalid|free[- ]riders?|tokenis[mt]\w*|gini|"
    r"consent\w*",
    "es": r"eventos?|flujos?|proyecci[oó]n(es)?|payloads?|carga útil|esquemas?|inválid[oa]s?|no válid[oa]s?|"
    r"polizón|polizones|free[- ]riders?|tokenismo|gini|consentimientos?|consentir|socios|usted(es)?",
}
"""Words that no page says; in Spanish also those that would make the tone another one."""

LABELS = {
    "The table": "La mesa",
    "Mission": "Misión",
    "Decisions": "Decisiones",
    "Goals": "Metas",
    "Promises": "Compromisos",
    "How we work": "Cómo trabajamos",
    "History": "Historial",
    "More": "Más",
    "Needs you": "Te toca",
    "Propose this wording": "Proponer este texto",
    "Say why": "Decir por qué",
    "Vote": "Votar",
    "Change my vote": "Cambiar mi voto",
    "I object": "Tengo una objeción",
    "I promise to…": "Me comprometo a…",
    "I've done it": "Ya está hecho",
    "I can confirm it": "Lo confirmo",
    "I see it differently": "Yo lo veo distinto",
    "Take back": "Retirar",
    "Pause me": "Hacer una pausa",
    "See it as it was": "Ver cómo era",
    "Check it yourself": "Compruébalo",
    "open until %(when)s": "abierta hasta %(when)s",
    "closes tomorrow": "cierra mañana",
    "closed, being counted": "cerrada, en recuento",
    "agreed": "acordada",
    "not agreed": "sin acuerdo",
    "replaced by a new text": "sustituida por otro texto",
    "time to look again": "toca revisarla",
    "no-objection": "sin objeciones",
    "I support it": "A favor",
    "Not sure": "No lo sé",
    "Against": "En contra",
    "offered": "ofrecido",
    "done, waiting for a second pair of eyes": "hecho, falta confirmar",
    "confirmed": "confirmado",
    "talked about": "en conversación",
    "let go": "liberado",
    "no news yet, need a hand?": "sin noticias, ¿te ayudamos?",
}
"""What things are called everywhere, word for word."""


def forms(message: Message) -> list[tuple[str, str]]:
    """Each form of a sentence with its translation."""
    said = (message.id,) if isinstance(message.id, str) else message.id
    put = (message.string,) if isinstance(message.string, str) else message.string
    return list(zip(said, put, strict=True))


def translated_forms(known: Catalog) -> Iterator[tuple[str, str]]:
    """Each form of each sentence with its translation; what is not translated says itself."""
    for message in known:
        if message.id:
            yield from ((said, put or said) for said, put in forms(message))


def test_every_sentence_is_translated() -> None:
    spanish = catalogue("es")
    missing = [message.id for message in spanish if message.id and not all(put for _, put in forms(message))]
    assert missing == []
    said = [one.message if isinstance(one.message, str) else one.message[0] for one in sentences()]
    assert [one for one in said if one not in spanish] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_sentence(language: str) -> None:
    wrong = [
        (said, put)
        for said, put in translated_forms(catalogue(language))
        if sorted(PLACE.findall(said)) != sorted(PLACE.findall(put))
        or said.count("\n") != put.count("\n")
        or (said[:1].isspace(), said[-1:].isspace()) != (put[:1].isspace(), put[-1:].isspace())
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_says_a_word_that_is_ruled_out(language: str) -> None:
    words = re.compile(rf"(?<![\w-])({RULED_OUT[language]})(?![\w-])", re.IGNORECASE)
    assert [put for _, put in translated_forms(catalogue(language)) if words.search(PLACE.sub("", put))] == []


def test_questions_and_calls_open_as_spanish_opens_them() -> None:
    texts = [put for _, put in translated_forms(catalogue("es"))]
    assert [
        put for put in texts if put.count("¿") != put.count("?") or put.count("¡") != put.count("!")
    ] == []
    assert [put for put in texts if re.search(r"[“”\"]", put)] == []


def test_names_of_things_are_the_agreed_ones() -> None:
    assert {label: translated(label, "es") for label in LABELS} == LABELS
    assert {label: translated(label, "en") for label in LABELS} == {label: label for label in LABELS}


COUNTED = {
    "en": {0: "0 minutes", 1: "1 minute", 2: "2 minutes"},
    "es": {0: "0 minutos", 1: "1 minuto", 2: "2 minutos"},
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_counts_has_a_form_for_one_and_for_many(language: Language) -> None:
    chosen = {
        number: translations(language).ungettext("%(num)s minute", "%(num)s minutes", number)
        for number in COUNTED[language]
    }
    assert {number: form % {"num": number} for number, form in chosen.items()} == COUNTED[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_say_what_is_written_in_the_catalogue(language: Language) -> None:
    known = translations(language)
    for message in catalogue(language):
        if isinstance(message.id, tuple):
            shown = [known.ungettext(*message.id, number) for number in (1, 2)]
            assert shown == [put or said for said, put in forms(message)]
        elif message.id:
            assert known.ugettext(message.id) == (message.string or message.id)
