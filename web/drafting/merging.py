"""Taking the changes of a form into a draft that has gone on meanwhile.

The form holds the text as its reader saw it and as they left it. What they changed is done to the text as
it is now: what others wrote since stays, and what is gone already is not removed twice.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, groupby
from typing import NamedTuple

SENTENCE = re.compile(r".*?(?:[.!?\n]\s*|$)", re.DOTALL)
WORD = re.compile(r"\w+|\W")
CHARACTER = re.compile(".", re.DOTALL)
MOST_COMPARED = 250_000
"""Pairs of pieces that are compared at most; where there are more, all of it counts as replaced."""

Step = tuple[str, int, int, int, int]


class Edit(NamedTuple):
    """Take `removed` characters out at a place, and write something there."""

    at: int
    removed: int
    text: str


def edits(before: str, after: str, now: str) -> list[Edit]:
    """What has to be done to `now`, from its end to its beginning, so that no edit moves the next."""
    places = moved(before, now)
    found: list[Edit] = []
    for operation, i, j, k, m in by_words(before, after):
        if operation == "equal":
            continue
        kept = [places[at] for at in range(i, j) if at in places]
        at = kept[0] if kept else after_what_is_left(places, i)
        found += [Edit(begin, length, "") for begin, length in in_a_row(kept)]
        if k < m:
            found.append(Edit(at, 0, after[k:m]))
    # At one place what is taken out goes first, so that what is written there stays.
    return sorted(found, key=lambda one: (-one.at, -one.removed))


def in_a_row(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Places that follow each other as one: its beginning and its length."""
    for _, some in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        row = [place for _, place in some]
        yield row[0], len(row)


def moved(before: str, now: str) -> dict[int, int]:
    """Where each character of the earlier text stands now; those that are gone are left out."""
    return {
        i + step: k + step
        for operation, i, j, k, _ in opcodes(before, now)
        if operation == "equal"
        for step in range(j - i)
    }


def after_what_is_left(places: dict[int, int], at: int) -> int:
    """The place just behind the nearest earlier character that is still there."""
    for earlier in range(at - 1, -1, -1):
        if earlier in places:
            return places[earlier] + 1
    return 0


def opcodes(one: str, other: str) -> Iterator[Step]:
    """How one text becomes the other, in characters."""
    return compared(one, other, (SENTENCE, WORD, CHARACTER))


def by_words(one: str, other: str) -> Iterator[Step]:
    """The same in whole words: whoever replaces a word means all of it."""
    return compared(one, other, (SENTENCE, WORD))


def compared(
    one: str, other: str, kinds: Sequence[re.Pattern[str]], at: int = 0, there: int = 0
) -> Iterator[Step]:
    """From the coarsest kind of piece to the finest, so that a long text never takes long."""
    words, instead = ([word for word in kinds[0].findall(some) if word] for some in (one, other))
    places, others = (list(accumulate(map(len, some), initial=0)) for some in (words, instead))
    for operation, i, j, k, m in steps(words, instead):
        begin, end, start, until = places[i], places[j], others[k], others[m]
        if operation == "replace" and len(kinds) > 1:
            yield from compared(one[begin:end], other[start:until], kinds[1:], at + begin, there + start)
        else:
            yield operation, at + begin, at + end, there + start, there + until


def steps(words: list[str], instead: list[str]) -> Iterator[Step]:
    """How one list becomes the other; what both begin and end with is not compared."""
    head = common(words, instead)
    tail = common(words[head:][::-1], instead[head:][::-1])
    end, until = len(words) - tail, len(instead) - tail
    if head:
        yield "equal", 0, head, 0, head
    if (end - head) * (until - head) > MOST_COMPARED:
        yield "replace", head, end, head, until
    else:
        matcher = SequenceMatcher(None, words[head:end], instead[head:until], autojunk=False)
        for operation, i, j, k, m in matcher.get_opcodes():
            yield operation, head + i, head + j, head + k, head + m
    if tail:
        yield "equal", end, len(words), until, len(instead)


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many pieces both begin alike."""
    for at, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return at
    return min(len(one), len(other))
