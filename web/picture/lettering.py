"""Text in a drawing: how wide it is, roughly, and where its lines break.

A drawing on the server knows no font, so widths are estimates, on the wide side; no text may run out
of its place whatever font the reader's device has.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

NARROW = frozenset("iljtfrI.,;:!|'’()[]-· ")
WIDE = frozenset("mwMW@%&—…")
LEADING = 1.32


class Line(NamedTuple):
    """One line of text and the middle of its base line, in drawing units."""

    text: str
    x: float
    y: float


class Lettering(NamedTuple):
    """Lines of one size."""

    size: float
    lines: tuple[Line, ...]


def letter_width(letter: str) -> float:
    """How wide a letter is, in parts of the type size."""
    if letter in NARROW:
        return 0.41
    if letter in WIDE:
        return 1.0
    if ord(letter) >= 0x1100:
        return 1.05
    return 0.77 if letter.isupper() else 0.635


def text_width(text: str, size: float) -> float:
    """How wide a text is, in drawing units."""
    return sum(map(letter_width, text)) * size


def broken(text: str, size: float, widths: Callable[[int], float], at_most: int) -> tuple[list[str], bool]:
    """A text in lines that fit the widths, and whether that was all of it.

    `widths(n)` is the room in line n. A word that is longer than its line is cut.
    """
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < at_most:
        room = widths(len(lines))
        line = words.pop(0)
        if text_width(line, size) > room:
            line, rest = cut(line, size, room)
            words.insert(0, rest)
        while words and text_width(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    return lines, not words


def cut(word: str, size: float, room: float) -> tuple[str, str]:
    """The part of a word that fits, at least one letter, and the rest."""
    end = 1
    while end < len(word) and text_width(word[: end + 1], size) <= room:
        end += 1
    return word[:end], word[end:]


def shortened(text: str, size: float, widths: Callable[[int], float], at_most: int) -> list[str]:
    """A text in at most so many lines; an ellipsis stands for what did not fit."""
    lines, all_of_it = broken(text, size, widths, at_most)
    if not all_of_it and lines:
        last, room = lines[-1], widths(len(lines) - 1)
        while last and text_width(last + "…", size) > room:
            last = last[:-1]
        lines[-1] = last.rstrip() + "…"
    return lines


def around(lines: Sequence[str], size: float, x: float, middle: float) -> tuple[Line, ...]:
    """Lines one below the other, their block centred on `middle`."""
    step = size * LEADING
    first = middle - step * (len(lines) - 1) / 2 + size * 0.35
    return tuple(Line(text, round(x, 1), round(first + step * n, 1)) for n, text in enumerate(lines))
