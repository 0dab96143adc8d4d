"""Everything can be read and told apart, in light and dark, computed from the tokens themselves."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "web" / "assets" / "src" / "styles"
TOKENS = (STYLES / "tokens.css").read_text("utf-8")

Colours = dict[str, tuple[float, float, float]]


def declared(block: str) -> dict[str, str]:
    """The custom properties of a block."""
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


def block(opening: str) -> str:
    """The text of the rule that begins so."""
    start = TOKENS.index(opening) + len(opening)
    return TOKENS[start : TOKENS.index("}", start)]


def colours(tokens: dict[str, str]) -> Colours:
    """The tokens that are colours, as red, green and blue from 0 to 1."""
    hexes = {name: value for name, value in tokens.items() if re.fullmatch(r"#[0-9a-f]{6}", value)}
    return {
        name: (int(value[1:3], 16) / 255, int(value[3:5], 16) / 255, int(value[5:7], 16) / 255)
        for name, value in hexes.items()
    }


LIGHT = colours(declared(block(":root {")))
DARK = LIGHT | colours(declared(block(':root[data-theme="dark"] {')))
SCHEMES = {"light": LIGHT, "dark": DARK}


def linear(channel: float) -> float:
    """A channel of sRGB as light."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def luminance(colour: tuple[float, float, float]) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


PAPERS = ("paper", "paper-raised", "paper-sunk")
GROUPS = ("patient", "stakeholder", "researcher", "unsaid")
STATES = ("good", "wait", "harm")
WRITERS = ("writer-1", "writer-2", "writer-3", "writer-4")
TEXT = [
    *((text, paper) for text in ("ink", "ink-soft", "accent", "accent-strong", *STATES) for paper in PAPERS),
    *((text, f"{text}-soft") for text in (*STATES, *GROUPS)),
    *(("ink", f"{kind}-soft") for kind in ("accent", "unsaid", "good")),
    *((text, "accent-soft") for text in ("accent-strong", "ink-soft", "ink")),
    *(("paper", group) for group in GROUPS),
    *(("paper-raised", writer) for writer in WRITERS),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-harm", "harm"),
]
MARKS = [
    *(
        (mark, paper)
        for mark in ("rule-control", "wait-mark", "focus", *GROUPS, *WRITERS)
        for paper in PAPERS
    ),
    ("accent", "accent-soft"),
    ("accent", "paper-sunk"),
    ("ink", "paper-sunk"),
    ("unsaid", "unsaid-soft"),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "paper"), TEXT)
def test_text_stands_out_from_what_it_is_written_on(scheme: str, text: str, paper: str) -> None:
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][paper]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("mark", "paper"), MARKS)
def test_marks_stand_out_from_what_they_stand_on(scheme: str, mark: str, paper: str) -> None:
    assert contrast(SCHEMES[scheme][mark], SCHEMES[scheme][paper]) >= 3


# How two kinds of colour blindness see linear light (Viénot, Brettel and Mollon 1999).
SEEN = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def lab(light: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE L*a*b* of linear sRGB light."""
    red, green, blue = (max(0.0, value) for value in light)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", SEEN)
@pytest.mark.parametrize("pair", list(combinations(("patient", "stakeholder", "researcher"), 2)))
def test_the_groups_differ_for_colour_blind_readers_too(
    scheme: str, kind: str, pair: tuple[str, str]
) -> None:
    def seen(name: str) -> tuple[float, float, float]:
        light = tuple(map(linear, SCHEMES[scheme][name]))
        return lab(tuple(sum(a * b for a, b in zip(row, light, strict=True)) for row in SEEN[kind]))

    one, other = map(seen, pair)
    assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 >= 15


def test_dark_is_the_same_whether_the_device_or_the_reader_chose_it() -> None:
    by_device = declared(block(':root:not([data-theme="light"]) {'))
    by_reader = declared(block(':root[data-theme="dark"] {'))
    assert by_device == by_reader


def test_dark_names_every_colour_that_light_has() -> None:
    assert set(colours(declared(block(":root {")))) == set(
        colours(declared(block(':root[data-theme="dark"] {')))
    )


def test_only_the_tokens_name_colours() -> None:
    for path in STYLES.glob("*.css"):
        if path.name not in ("tokens.css", "print.css"):
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsl", path.read_text("utf-8")), path.name


def test_every_token_that_is_used_exists() -> None:
    known = set(declared(TOKENS))
    for path in STYLES.glob("*.css"):
        used = set(re.findall(r"var\(--([\w-]+)", path.read_text("utf-8")))
        assert used <= known, path.name


def test_type_grows_by_steps_of_a_fifth_and_space_by_four() -> None:
    tokens = declared(block(":root {"))
    sizes = [float(tokens[f"type-{step}"].removesuffix("rem")) for step in range(6)]
    assert sizes == pytest.approx([1.2**step for step in range(6)], abs=0.002)
    assert all(float(v.removesuffix("px")) % 4 == 0 for k, v in tokens.items() if k.startswith("space-"))
