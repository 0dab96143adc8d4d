"""What the browser is given is small, complete and named after its content."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "web" / "assets" / "dist"
LIMITS = {
    "the first view": (20, ["main.js"]),
    "a draft": (45, ["main.js", "draft.entry.js"]),
    "a draft with others' cursors": (145, ["main.js", "draft.entry.js", "draft-full.module.js"]),
}
"""Kilobytes that all scripts of a page may have together, gzipped."""


@pytest.fixture(scope="module")
def manifest() -> dict[str, str]:
    """What was made, by the name of its source; `python3 dev.py assets` makes it."""
    return dict(json.loads((DIST / "manifest.json").read_text("utf-8")))


def test_every_name_carries_the_hash_of_its_content(manifest: dict[str, str]) -> None:
    for made in manifest.values():
        content = (DIST / made).read_bytes()
        assert hashlib.sha256(content).hexdigest()[:10] == made.rsplit("-", 1)[1].split(".")[0]


@pytest.mark.parametrize("page", LIMITS)
def test_the_scripts_of_a_page_are_small(manifest: dict[str, str], page: str) -> None:
    limit, names = LIMITS[page]
    sizes = [len(gzip.compress((DIST / manifest[name]).read_bytes())) for name in names]
    assert sum(sizes) <= limit * 1024, dict(zip(names, sizes, strict=True))


def test_the_library_of_the_shared_text_is_in_one_script_only(manifest: dict[str, str]) -> None:
    scripts = [made for made in manifest.values() if made.endswith(".js")]
    holding = [made for made in scripts if "__ $YJS$ __" in (DIST / made).read_text("utf-8")]
    assert holding == [manifest["draft.entry.js"]]


def test_nothing_is_loaded_from_elsewhere(manifest: dict[str, str]) -> None:
    for made in manifest.values():
        text = (DIST / made).read_text("utf-8")
        assert "@import" not in text
        assert "url(http" not in text
        assert "sourceMappingURL" not in text
