"""Finding the words that somebody quotes in a text: as they are, else with other blanks and accents.

What stands there more than once is told apart by what stands around it. A passage is never found where it
would cut a character in two that is written with several (a letter with its accent, a family of faces).
"""

import re
from collections.abc import Iterator
from unicodedata import category, normalize

from web.door import Problem, problem
from web.drafting.anchoring import Span

JOINER = "\u200d"
GLUED = ("\u200d", "\ufe0e", "\ufe0f")
SKIN = range(0x1F3FB, 0x1F400)
FLAG = range(0x1F1E6, 0x1F200)
LONGEST = 1_000
MOST = 2_000
"""Places of the same words that are looked at."""

NOTHING = problem("Please write something here.", "passage")
TOO_LONG = problem("This passage is too long. Copy less of the draft.", "passage")
NOT_THERE = problem(
    "These words do not stand in the text as it is now. Copy them from it once more.", "passage"
)
TWICE = problem("These words stand there more than once. Copy a few more words.", "passage")


def find(text: str, passage: str, before: str = "", after: str = "") -> Span | Problem:
    """Where a passage stands, or what to do about it. `before` and `after` is what stands around it."""
    wanted = passage.replace("\r\n", "\n").strip()
    if not wanted:
        return NOTHING
    if len(wanted) > LONGEST:
        return TOO_LONG
    found = list(places(text, re.escape(wanted))) or list(places(text, loosely(wanted)))
    if not found:
        return NOT_THERE
    for chosen in (found, around(text, found, before, after), whole_words(text, found)):
        if len(chosen) == 1:
            return chosen[0]
    return TWICE


def places(text: str, pattern: str) -> Iterator[Span]:
    """Everywhere it stands without cutting a character, overlapping places too."""
    looking, at = re.compile(pattern), 0
    for _ in range(MOST):
        found = looking.search(text, at)
        if found is None:
            return
        at = found.start() + 1
        if not cuts(text, found.start()) and not cuts(text, found.end()):
            yield Span(*found.span())


def loosely(wanted: str) -> str:
    """The same words with any blanks between them, their accents composed or not."""
    words = (normalize("NFC", word) for word in wanted.split())
    return r"\s+".join("".join(_letter(one) for one in word) for word in words)


def _letter(one: str) -> str:
    apart = normalize("NFD", one)
    return re.escape(one) if apart == one else f"(?:{re.escape(one)}|{re.escape(apart)})"


def around(text: str, found: list[Span], before: str, after: str) -> list[Span]:
    """Those that stand between these words; all of them if nothing is known of what stands around."""
    left, right = "".join(before.split()), "".join(after.split())
    if not left and not right:
        return found
    room = 2 * max(len(before), len(after)) + 20
    return [
        one
        for one in found
        if "".join(text[max(0, one.begin - room) : one.begin].split()).endswith(left)
        and "".join(text[one.end : one.end + room].split()).startswith(right)
    ]


def whole_words(text: str, found: list[Span]) -> list[Span]:
    """Those that begin and end where a word does."""
    return [one for one in found if not inside_a_word(text, one.begin) and not inside_a_word(text, one.end)]


def inside_a_word(text: str, at: int) -> bool:
    """Whether letters or figures stand on both sides."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def cuts(text: str, at: int) -> bool:
    """Whether what people take for one character goes on over this place."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if left == JOINER or right in GLUED or ord(right) in SKIN or category(right) in ("Mn", "Me", "Mc"):
        return True
    if ord(left) in FLAG and ord(right) in FLAG:
        return (at - len(text[:at].rstrip("".join(map(chr, FLAG))))) % 2 == 1
    return (left, right) == ("\r", "\n")
