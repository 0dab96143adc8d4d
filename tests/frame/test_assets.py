"""What the browser is given is small, complete and named after its content."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "web" / "assets" / "dist"
FIRST_VIEW_LIMIT = 20 * 1024


@pytest.fixture(scope="module")
def manifest() -> dict[str, str]:
    """What was made, by the name of its source; `python3 dev.py assets` makes it."""
    return dict(json.loads((DIST / "manifest.json").read_text("utf-8")))


def test_every_name_carries_the_hash_of_its_content(manifest: dict[str, str]) -> None:
    for made in manifest.values():
        content = (DIST / made).read_bytes()
        assert hashlib.sha256(content).hexdigest()[:10] == made.rsplit("-", 1)[1].split(".")[0]


def test_the_scripts_of_the_first_view_are_small(manifest: dict[str, str]) -> None:
    assert len(gzip.compress((DIST / manifest["main.js"]).read_bytes())) <= FIRST_VIEW_LIMIT


def test_nothing_is_loaded_from_elsewhere(manifest: dict[str, str]) -> None:
    for made in manifest.values():
        text = (DIST / made).read_text("utf-8")
        assert "@import" not in text
        assert "url(http" not in text
        assert "sourceMappingURL" not in text
