"""Opening what may be read, and looking through it: bounded in texts, in characters and in results."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from events.log.keys import KeyStore
from events.sealed import Personal, Words
from web.search.folding import folded
from web.search.things import Thing

MOST_TEXTS = 40_000
MOST_CHARACTERS = 12_000_000
"""What one search opens at most; of everything beyond that, the oldest is left out, and the page says so."""
SHOWN = 20
"""Results of one kind. Whoever looks for something says one word more."""
AT_ONCE = 100
"""Things opened together: few enough that a page which opens something meanwhile does not wait."""


class Read(NamedTuple):
    """A text and the language it was written in; None for a name."""

    text: str
    lang: str | None


class Hit(NamedTuple):
    """A thing in which all words stand, with its texts in the open; the first is its title."""

    thing: Thing
    texts: list[Read]


class Found(NamedTuple):
    """What was found, by kind; of which kinds there is more; and whether all was looked through."""

    hits: dict[str, list[Hit]]
    more: frozenset[str]
    whole: bool


class Budget:
    """How much may still be opened."""

    def __init__(self) -> None:
        self.texts, self.characters = MOST_TEXTS, MOST_CHARACTERS

    @property
    def spent(self) -> bool:
        """Whether nothing more may be opened."""
        return self.texts <= 0 or self.characters <= 0

    def spend(self, texts: Sequence[Read]) -> None:
        """Count what was opened."""
        self.texts -= len(texts)
        self.characters -= sum(len(one.text) for one in texts)


def look(
    keys: KeyStore, partnership: str, pseudonym: str, gathered: dict[str, list[Thing]], words: list[str]
) -> Found:
    """Look for all the words in each thing. Takes time: for a thread of its own.

    `pseudonym` is how people without a name are called, with a place for their number.
    """
    hits: dict[str, list[Hit]] = {}
    more, budget = set[str](), Budget()
    for kind, things in gathered.items():
        found = hits[kind] = []
        for hit in found_in(keys, partnership, pseudonym, things, words, budget):
            if len(found) == SHOWN:
                more.add(kind)
                break
            found.append(hit)
    return Found(hits, frozenset(more), not budget.spent)


def found_in(
    keys: KeyStore,
    partnership: str,
    pseudonym: str,
    things: list[Thing],
    words: list[str],
    budget: Budget,
) -> Iterator[Hit]:
    """Things of one kind in which all words stand, one after the other, while there is something to spend."""
    for start in range(0, len(things), AT_ONCE):
        if budget.spent:
            return
        some = things[start : start + AT_ONCE]
        for thing, texts in zip(some, opened(keys, partnership, pseudonym, some), strict=True):
            budget.spend(texts)
            if contain(texts, words):
                yield Hit(thing, texts)


def contain(texts: list[Read], words: list[str]) -> bool:
    """Whether each word stands in one of the texts."""
    plain = "\n".join(folded(one.text) for one in texts)
    return all(word in plain for word in words)


def opened(keys: KeyStore, partnership: str, pseudonym: str, things: Sequence[Thing]) -> Iterator[list[Read]]:
    """The texts of each thing. What can no longer be read is left out: nobody finds it by its note."""
    sealed = [value for thing in things for value in (thing.title, *thing.texts) if value is not None]
    texts = iter(keys.open_many(partnership, sealed))
    for thing in things:
        found = [] if thing.name is None else [Read(pseudonym.format(number=thing.name), None)]
        here = [value for value in (thing.title, *thing.texts) if value is not None]
        read = [(next(texts), language_of(value)) for value in here]
        yield found + [Read(text, lang) for text, lang in read if isinstance(text, str)]


def language_of(value: Words | Personal) -> str | None:
    """The language that somebody wrote in; names have none."""
    return value.lang if isinstance(value, Words) else None
