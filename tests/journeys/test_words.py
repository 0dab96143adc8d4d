"""Pages speak plainly: words of the workshop, and those that collide with other meanings, stand on none."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from tests.journeys.conftest import NewPage
from tests.journeys.demo import PERSONAS, Demo
from tests.journeys.pages import Reading, every_kind

RULED_OUT = {
    "en": r"events?|streams?|projections?|payloads?|schemas?|invalid|free[- ]riders?|tokenis[mt]\w*|gini"
    r"|consent\w*",
    "es": r"eventos?|flujos?|proyecci[oó]n(es)?|carga útil|esquemas?|inválid[oa]s?|no válid[oa]s?"
    r"|poliz[oó]n(es)?"
    r"|tokenismo|gini|consentimientos?|consentir",
}
"""Spanish readers are spared both: an English word that was not translated is no better."""


@pytest.mark.parametrize("language", ["en", "es"])
async def test_no_page_says_a_word_that_is_ruled_out(
    own_demo: Demo, new_page: NewPage, language: str
) -> None:
    words = "|".join(RULED_OUT.values()) if language == "es" else RULED_OUT["en"]
    for persona in PERSONAS.values():
        page = await new_page()
        base = await own_demo.be(page, persona, language)
        pages = await every_kind(page, base)
        assert len(pages) > 20
        assert said_on(pages, words, urlsplit(base).path) == [], persona


def said_on(pages: dict[str, Reading], words: str, base: str) -> list[str]:
    """Where any of the words stand, with the text around them."""
    wanted = re.compile(rf"(?<![\w-])({words})(?![\w-])", re.IGNORECASE)
    return [
        f"{path.removeprefix(base)}: {text[max(0, hit.start() - 60) : hit.end() + 60]}"
        for path, reading in pages.items()
        for text in reading.text
        for hit in wanted.finditer(text)
    ]
