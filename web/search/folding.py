"""Texts as they are compared: without capitals, accents and styles of letters; and marks on what matched."""

import re
from typing import NamedTuple
from unicodedata import combining, normalize

from markupsafe import Markup

MOST_CHARACTERS = 100
MOST_WORDS = 8
BEFORE = 70
EXCERPT = 220
"""Characters of a text that a result shows, and how many of them before the first match."""

ACCENTS = re.compile("[" + "".join(chr(code) for code in range(0x10000) if combining(chr(code))) + "]")
AROUND = " \t\"'“”‘’«»‹›„.,;:!?¡¿()[]{}…"


class Span(NamedTuple):
    """A stretch of a text, from its first character to the one after its last."""

    start: int
    end: int


def folded(text: str) -> str:
    """The text as it is compared. Folding character by character gives the same."""
    if text.isascii():
        return text.lower()
    return ACCENTS.sub("", normalize("NFKD", text).casefold())


def asked_words(query: str) -> list[str]:
    """The words somebody looks for, folded; all of them have to be there."""
    found = (folded(word.strip(AROUND)) for word in query[:MOST_CHARACTERS].split())
    return list(dict.fromkeys(word for word in found if word))[:MOST_WORDS]


def matches(text: str, words: list[str]) -> list[Span]:
    """Where the words stand in a text as it was written, in order, without overlaps."""
    letters, origin = "", list[int]()
    for place, letter in enumerate(text):
        plain = folded(letter)
        letters += plain
        origin += [place] * len(plain)
    found = sorted(
        Span(origin[here.start()], origin[here.end() - 1] + 1)
        for word in words
        for here in re.finditer(re.escape(word), letters)
    )
    return merged(found)


def merged(spans: list[Span]) -> list[Span]:
    """The same stretches, those that touch as one."""
    out: list[Span] = []
    for span in spans:
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def marked(text: str, words: list[str], *, whole: bool = False) -> Markup:
    """The part of a text around its first match, every match marked; `whole`: all of it if it is short."""
    text = " ".join(text.split())
    found = matches(text, words)
    start, end = part(text, found[0].start if found else 0, whole)
    out, place = [Markup("… ") if start else Markup("")], start
    for span in (Span(max(one.start, start), min(one.end, end)) for one in found):
        if span.start < span.end:
            out += [Markup("{}<mark>{}</mark>").format(text[place : span.start], text[span.start : span.end])]
            place = span.end
    return Markup("").join([*out, Markup("{}").format(text[place:end]), " …" if end < len(text) else ""])


def part(text: str, first: int, whole: bool) -> Span:
    """The stretch to show: around the first match, between whole words."""
    if len(text) <= (2 * EXCERPT if whole else EXCERPT):
        return Span(0, len(text))
    start = 0 if first <= BEFORE else text.rfind(" ", 0, first - BEFORE + 1) + 1
    end = start + EXCERPT
    cut = text.rfind(" ", start, end) if end < len(text) else len(text)
    return Span(start, cut if cut > first else min(end, len(text)))
