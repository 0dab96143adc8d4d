"""What differs between two texts, word by word. Works on opened text, so only at the moment of rendering."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

WORD = re.compile(r"(\w+(?:['’\-]\w+)*|[^\w\s])(\s*)")
SENTENCE = re.compile(r"([^.!?\n]+[.!?]*|[.!?]+)(\s*)")
MOST_PAIRS = 100_000

Change = Literal["same", "added", "removed"]
Token = tuple[str, str]


class Part(NamedTuple):
    """A stretch of text that both have, or only the later one, or only the earlier one.

    `was`: what both have, with the blanks that the earlier text had.
    """

    change: Change
    text: str
    was: str = ""


class Differences(NamedTuple):
    """All parts in reading order, and how many words came and went."""

    parts: list[Part]
    added: int
    removed: int


def differences(earlier: str, later: str) -> Differences:
    """What was added to and removed from `earlier` to make `later`."""
    before, after = tokens(earlier, later)
    parts = list(joined(before, after))
    return Differences(
        parts,
        sum(words(part.text) for part in parts if part.change == "added"),
        sum(words(part.text) for part in parts if part.change == "removed"),
    )


def tokens(earlier: str, later: str) -> tuple[list[Token], list[Token]]:
    """Both texts cut into words; into larger pieces when so many repeat that comparing would take long."""
    for piece in (WORD, SENTENCE):
        before, after = piece.findall(earlier), piece.findall(later)
        here, there = (Counter(token for token, _ in found) for found in (before, after))
        if sum(count * there[token] for token, count in here.items()) <= MOST_PAIRS:
            return before, after
    return [(earlier, "")], [(later, "")]


def joined(before: list[Token], after: list[Token]) -> Iterator[Part]:
    """The parts, as long as they can be."""
    matcher = SequenceMatcher(None, [one for one, _ in before], [one for one, _ in after], autojunk=False)
    for operation, i, j, k, m in matcher.get_opcodes():
        if operation == "equal":
            yield Part("same", as_text(after[k:m]), as_text(before[i:j]))
            continue
        if i < j:
            yield Part("removed", as_text(before[i:j]))
        if k < m:
            yield Part("added", as_text(after[k:m]))


def as_text(found: list[Token]) -> str:
    """Tokens with the blanks that followed them."""
    return "".join(token + blank for token, blank in found)


def words(text: str) -> int:
    """How many words a text has; signs between them are none."""
    return len(re.findall(r"\w+(?:['’\-]\w+)*", text))
