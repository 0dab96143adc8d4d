"""The demonstration does as it asks: in texts that observers and auditors read, nobody is named."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from web.demo import cast

FOLDER = Path(cast.__file__).parent
NAMES = re.compile("|".join(rf"\b{re.escape(part)}\b" for one in cast.PLAYERS for part in one.name.split()))


def sentences() -> Iterator[str]:
    """Every text that the story hands to somebody, but for the names that they go by."""
    for module in FOLDER.glob("*.py"):
        for call in ast.walk(ast.parse(module.read_text())):
            if isinstance(call, ast.Call):
                given = [*call.args, *(one.value for one in call.keywords if one.arg != "display_name")]
                parts = [part for value in given for part in ast.walk(value)]
                yield from (
                    part.value
                    for part in parts
                    if isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and part.value.count(" ") > 1
                )


def test_no_text_of_the_demonstration_names_a_person() -> None:
    texts = set(sentences())
    assert len(texts) > 100
    assert sorted(text for text in texts if NAMES.search(text)) == []
