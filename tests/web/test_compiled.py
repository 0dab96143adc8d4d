"""Compiled templates that several programs keep beside each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, pass_context

from web.rendering.compiled import compiled_templates


def program(source: str, **filters: Callable[..., Any]) -> Environment:
    made = Environment(loader=DictLoader({"page.html": source}), autoescape=True)
    made.filters |= filters
    made.bytecode_cache = compiled_templates(made)
    return made


@pass_context
def loudly(context: Any, text: str) -> str:
    return f"{text.upper()} {context['who']}"


def test_an_older_program_leaves_nothing_behind_that_does_not_work(tmp_path: Path) -> None:
    source = f"{{# {tmp_path} #}}{{% if aloud %}}{{{{ 'hello' | loudly }}}}{{% endif %}}"
    assert program(source).get_template("page.html").render(aloud=False) == ""
    newer = program(source, loudly=loudly)
    assert newer.get_template("page.html").render(aloud=True, who="ana") == "HELLO ana"
