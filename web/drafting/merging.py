"""Taking the changes of a form into a draft that has gone on meanwhile.

The form holds the text as its reader saw it and as they left it. What they changed is done to the text as
it is now: what others wrote since stays, and what is gone already is not removed twice.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

WORD = re.compile(r"\w+|\W")
LARGEST_COMPARED = 20_000
"""Characters up to which every character is compared; in longer texts it is words."""


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
        found += [Edit(one, 1, "") for one in kept]
        if k < m:
            found.append(Edit(at, 0, after[k:m]))
    # At one place what is taken out goes first, so that what is written there stays.
    return sorted(found, key=lambda one: (-one.at, -one.removed))


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


def opcodes(one: str, other: str) -> Iterator[tuple[str, int, int, int, int]]:
    """How one text becomes the other, in characters; what both begin and end with is not compared."""
    head = common(one, other)
    tail = min(common(one[::-1], other[::-1]), min(len(one), len(other)) - head)
    if head:
        yield "equal", 0, head, 0, head
    middle, instead = one[head : len(one) - tail], other[head : len(other) - tail]
    if len(middle) * len(instead) > LARGEST_COMPARED**2 // 100:
        yield "replace", head, head + len(middle), head, head + len(instead)
    else:
        matcher = SequenceMatcher(None, middle, instead, autojunk=False)
        for operation, i, j, k, m in matcher.get_opcodes():
            yield operation, head + i, head + j, head + k, head + m
    if tail:
        yield "equal", len(one) - tail, len(one), len(other) - tail, len(other)


def by_words(one: str, other: str) -> Iterator[tuple[str, int, int, int, int]]:
    """The same in whole words: whoever replaces a word means all of it."""
    words, instead = WORD.findall(one), WORD.findall(other)
    here, there = (list(accumulate(map(len, some), initial=0)) for some in (words, instead))
    for operation, i, j, k, m in SequenceMatcher(None, words, instead, autojunk=False).get_opcodes():
        yield operation, here[i], here[j], there[k], there[m]


def common(one: str, other: str) -> int:
    """With how many characters both begin alike."""
    for at, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return at
    return min(len(one), len(other))
