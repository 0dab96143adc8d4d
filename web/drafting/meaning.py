"""What a text means, as far as a machine may say so: its set of content words.

Negations, prepositions and pronouns count ("for patients" is not "with patients"); articles, auxiliaries
and plain conjunctions do not, nor signs, nor the order. One and many of a thing are the same, but only where
they stand in for each other; two words are never made one. In doubt a word counts: a hint that comes late
does less harm than one that comes while the meaning still moves.
"""

import re
import unicodedata
from collections.abc import Callable, Set
from functools import lru_cache

from web.drafting.small_words import LEFT_OUT, NEVER_FOLDED, PARTS

WORD = re.compile(r"\w+(?:['’]\w+)*|[%€$£]")

MOST_FOLDED = 20
"""Where more words came and went, the meaning moved."""


def meaning(text: str, language: str) -> frozenset[str]:
    """The words of a text that carry its meaning. In a language without a list, all of them."""
    left_out = LEFT_OUT.get(language, frozenset())
    found = WORD.findall(unicodedata.normalize("NFC", text).casefold().replace("’", "'"))
    parts = (part for word in found for part in in_parts(word, language))
    return frozenset(parts) - left_out


@lru_cache(maxsize=20_000)
def in_parts(word: str, language: str) -> tuple[str, ...]:
    """A word, or those it is made of."""
    known = PARTS.get(language, {}).get(word)
    if known is not None:
        return known
    if language != "en" or "'" not in word:
        return (word,)
    stem, _, ending = word.rpartition("'")
    if ending == "t" and stem.endswith("n"):
        return (stem[:-1], "not")
    return (stem,) if ending in ("s", "re", "ve", "ll", "d", "m") else (word,)


def same(one: Set[str], other: Set[str], language: str) -> bool:
    """Whether two sets of words mean the same: equal, but for one and many of a thing."""
    if one == other:
        return True
    gone, come = one - other, other - one
    plurals = PLURALS.get(language)
    if plurals is None or len(gone) + len(come) > MOST_FOLDED:
        return False
    exact = NEVER_FOLDED[language]
    if not exact.isdisjoint(gone | come):
        return False
    return all(stood_in_for(word, other - exact, plurals) for word in gone) and all(
        stood_in_for(word, one - exact, plurals) for word in come
    )


def stood_in_for(word: str, others: Set[str], plurals: Callable[[str], Set[str]]) -> bool:
    """Whether one of the others is the same thing once, or many times."""
    return not plurals(word).isdisjoint(others) or any(word in plurals(one) for one in others)


def english_plurals(word: str) -> set[str]:
    """How an English word may end when there are many."""
    return {word + "s", word + "es"} | ({word[:-1] + "ies"} if word.endswith("y") else set())


def spanish_plurals(word: str) -> set[str]:
    """How a Spanish word may end when there are many; it may lose its accent."""
    plain = "".join(one for one in unicodedata.normalize("NFD", word) if one != "\u0301")
    plain = unicodedata.normalize("NFC", plain)
    return {word + "s", word + "es", plain + "es"} | ({word[:-1] + "ces"} if word.endswith("z") else set())


PLURALS: dict[str, Callable[[str], set[str]]] = {"en": english_plurals, "es": spanish_plurals}
