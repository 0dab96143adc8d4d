"""Every sentence of a refusal is short, plain, ready for the catalogues, and says what to do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from workspace.refusals import RefusalKind

RULES = Path(__file__).parents[2] / "workspace"
RULED_OUT = (
    r"\b(event|stream|projection|payload|schema|invalid|free rider|tokenism|gini|consent|electorate|quorum|"
    r"overdue|ballot|pledge|mandate|error|failed|must not|illegal|forbidden)s?\b"
)


def refusals() -> Iterator[tuple[str, ast.Call]]:
    """Every call of `refuse` in the rules, with the file it stands in."""
    for path in sorted(RULES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "refuse":
                yield str(path.relative_to(RULES)), node


CALLS = list(refusals())
SENTENCES = sorted({call.args[1].value for _, call in CALLS if isinstance(call.args[1], ast.Constant)})


def test_the_catalogues_can_collect_every_sentence() -> None:
    assert len(CALLS) > 80
    for path, call in CALLS:
        kind, sentence = call.args
        assert isinstance(kind, ast.Constant), path
        assert kind.value in get_args(RefusalKind)
        assert isinstance(sentence, ast.Constant), f"{path}:{call.lineno} has no plain sentence"
        assert isinstance(sentence.value, str)


def test_every_brace_is_filled() -> None:
    for path, call in CALLS:
        sentence = call.args[1]
        assert isinstance(sentence, ast.Constant)
        braces = set(re.findall(r"\{(\w+)\}", str(sentence.value)))
        assert braces == {keyword.arg for keyword in call.keywords}, f"{path}:{call.lineno}"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_short_plain_and_kind(sentence: str) -> None:
    assert not re.search(RULED_OUT, sentence, re.IGNORECASE)
    assert sentence.endswith(".")
    for part in re.split(r"[.;] ?", sentence):
        assert len(part.split()) <= 16, part
