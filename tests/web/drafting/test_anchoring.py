"""A passage keeps its place in a draft, whatever is written around it, however often the draft is closed."""

from __future__ import annotations

import json
import subprocess
from base64 import b64encode
from pathlib import Path
from random import Random

import pytest

from dev_environment import node
from events.anchors import Anchor
from tests.web.drafting.writing import Window
from web.drafting.anchoring import Places, Span
from web.drafting.finding import find
from web.drafting.updates import units

HERE = Path(__file__).parent
LETTERS = ("a", "b ", "é", "😀", "👩‍🔬", "ñ", "\n", "ü", "z")


def passage(places: Places, anchor: Anchor) -> str | None:
    """The words that stand where the passage is now."""
    span = places.span(anchor)
    return None if span is None else places.text[span.begin : span.end]


def span_of(text: str, words: str) -> Span:
    """Where words stand for the first time."""
    return Span(text.index(words), text.index(words) + len(words))


def test_a_passage_is_found_again_after_others_wrote_before_and_in_it() -> None:
    window = Window()
    window.write(0, "Hé 😀 we breathe badly today.")
    before = Places(window.whole)
    anchor = before.anchor(span_of(before.text, "breathe badly"))
    window.write(0, "Ñ😀 ")
    assert passage(Places(window.whole), anchor) == "breathe badly"
    at = len(str(window.text)[: str(window.text).index("badly")].encode())
    window.write(at, "so ")
    assert passage(Places(window.whole), anchor) == "breathe so badly"


def test_a_passage_does_not_grow_at_its_ends() -> None:
    window = Window()
    window.write(0, "breathe")
    anchor = Places(window.whole).anchor(Span(0, 7))
    window.write(7, " well")
    window.write(0, "We ")
    assert passage(Places(window.whole), anchor) == "breathe"


def test_a_passage_that_is_gone_is_empty_and_one_that_was_never_here_is_none() -> None:
    window = Window()
    window.write(0, "We breathe")
    anchor = Places(window.whole).anchor(Span(3, 10))
    window.remove(3, 10)
    assert passage(Places(window.whole), anchor) == ""
    other = Window()
    other.write(0, "We breathe")
    assert passage(Places(other.whole), anchor) is None


@pytest.mark.parametrize("given", ["", "AA==", "====", "no", "AP////////////////////", "AAEB", "é"])
def test_what_is_no_place_is_nowhere_and_harms_nobody(given: str) -> None:
    window = Window()
    window.write(0, "We breathe")
    good = Places(window.whole).anchor(Span(0, 2))
    places = Places(window.whole)
    assert places.span(Anchor(given, good.end)) is None
    assert places.span(Anchor(good.begin, given)) is None


def scribbled(chance: Random, steps: int) -> list[Window]:
    """Three windows that wrote and removed whole letters here and there, and heard of one another."""
    windows = [Window() for _ in range(3)]
    for _ in range(steps):
        scribble(chance, windows)
    meet(windows)
    return windows


def scribble(chance: Random, windows: list[Window]) -> None:
    """One change in one of the windows; now and then all hear of everything."""
    window = chance.choice(windows)
    now = str(window.text)
    at = chance.randrange(len(now) + 1)
    begin = len(now[:at].encode())
    if chance.random() < 0.3 and at < len(now):
        end = min(len(now), at + chance.randrange(1, 4))
        window.remove(begin, len(now[:end].encode()))
    else:
        window.write(begin, "".join(chance.choice(LETTERS) for _ in range(chance.randrange(1, 5))))
    if chance.random() < 0.2:
        meet(windows)


def meet(windows: list[Window]) -> None:
    """Everybody hears of everything."""
    for one in windows:
        for other in windows:
            one.take(other.whole)


@pytest.mark.parametrize("seed", range(6))
def test_yjs_finds_every_passage_where_we_do(seed: int) -> None:
    chance = Random(seed)
    windows = scribbled(chance, 60)
    places = Places(windows[0].whole)
    spans = []
    for _ in range(20):
        begin = chance.randrange(len(places.text))
        spans.append(Span(begin, chance.randrange(begin + 1, len(places.text) + 1)))
    anchors = [places.anchor(span) for span in spans]
    assert [places.span(anchor) for anchor in anchors] == spans
    for _ in range(40):
        scribble(chance, windows)
    meet(windows)
    later = Places(Window(given=windows[1].whole).whole)
    ours = [later.span(anchor) for anchor in anchors]
    told = in_node(later, windows[2].whole, anchors)
    assert [span and tuple(units(later.text[:at]) for at in span) for span in ours] == told


def in_node(later: Places, whole: bytes, anchors: list[Anchor]) -> list[tuple[int, int]]:
    """The same places in UTF-16 units, as Yjs finds them."""
    asked = {
        "update": b64encode(whole).decode(),
        "places": [place for anchor in anchors for place in (anchor.begin, anchor.end)],
    }
    done = subprocess.run(
        [str(part) for part in node(HERE / "anchors.mjs")],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=True,
    )
    said = json.loads(done.stdout)
    assert said["text"] == later.text
    found = said["found"]
    return [(begin, max(begin, end)) for begin, end in zip(found[::2], found[1::2], strict=True)]


TEXT = "We breathe, for patients. We walk with  patients,\nand we rest. A café."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("for patients", "for patients"),
        ("  for patients\r\n", "for patients"),
        ("with patients, and we", "with  patients,\nand we"),
        ("cafe\u0301", "café"),
        ("We breathe", "We breathe"),
        ("rest", "rest"),
        ("walk", "walk"),
    ],
)
def test_words_are_found_whatever_blanks_and_accents_they_were_copied_with(words: str, expected: str) -> None:
    span = find(TEXT, words)
    assert isinstance(span, Span), span
    assert TEXT[span.begin : span.end] == expected


def test_words_that_stand_twice_are_told_apart_by_what_stands_around_them() -> None:
    assert find(TEXT, "patients", before="breathe, for ") == span_of(TEXT, "patients")
    assert find(TEXT, "patients", after=",\nand") == Span(
        TEXT.rindex("patients"), TEXT.rindex("patients") + 8
    )
    for before, after in (("", ""), ("nowhere", ""), ("", "nothing")):
        refused = find(TEXT, "patients", before, after)
        assert not isinstance(refused, Span)
        assert "more than once" in refused.sentence


def test_whole_words_come_before_parts_of_words() -> None:
    text = "Weather permitting, we meet."
    assert find(text, "we") == span_of(text, "we meet")._replace(end=text.index("we meet") + 2)


@pytest.mark.parametrize(
    ("words", "why"), [("", "write something"), ("  \n", "write something"), ("a" * 1_001, "too long")]
)
def test_nothing_and_too_much_are_no_passage(words: str, why: str) -> None:
    refused = find("a" * 2_000, words)
    assert not isinstance(refused, Span)
    assert why in refused.sentence
    assert refused.field == "passage"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cafe\u0301s", "cafe"),
        ("a 👩‍🔬 here", "👩"),
        ("a 👍🏽 here", "👍"),
        ("🇪🇸🇨🇴", "🇸🇨"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_a_character_is_never_cut(text: str, words: str) -> None:
    refused = find(text, words)
    assert not isinstance(refused, Span)
    assert "do not stand" in refused.sentence


def test_flags_stand_beside_each_other_whole() -> None:
    assert find("🇪🇸🇨🇴", "🇨🇴") == Span(2, 4)
