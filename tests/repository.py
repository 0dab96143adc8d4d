"""What must hold of the repository itself; `python3 dev.py check` runs it.

- no lock names the host it was made from, and no file names a place on somebody's machine;
- modules stay short, are named after what they hold, and their functions fit a screen;
- every sentence of a page is in every catalogue.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po

from tests.catalogues import sentences

ROOT = Path(__file__).resolve().parent.parent
CODE = ("events/", "workspace/", "projections/", "web/", "tests/", "bench/", "dev")
LOCKS = ("requirements/run.txt", "requirements/dev.txt", "requirements/tools.txt", "package-lock.json")
LONGEST_MODULE = 300
LONGEST_FUNCTION = 35
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "base", "misc"}
HOSTS = re.compile(
    r"https?://(?!json-schema)[\w.-]*(registry|pypi|pythonhosted|npmjs|mirror)|\"resolved\":", re.I
)
PLACES = re.compile(r"(?<![\w.])/(work|root|home/\w+|opt/wheels|opt/pypi)/")
PICTURES = {".png", ".jpg", ".ico", ".gz", ".woff2", ".br", ".sqlite"}


def tracked() -> list[Path]:
    """Every file that belongs to the repository."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def inside(path: Path) -> str:
    """A path as it is written in the repository."""
    return path.relative_to(ROOT).as_posix()


def written() -> Iterator[tuple[str, str]]:
    """Every text file, with its name."""
    for path in tracked():
        if path.suffix not in PICTURES:
            yield inside(path), path.read_text("utf-8", errors="replace")


def hosts_in_locks() -> Iterator[str]:
    """A lock says what and with which hash, never from where."""
    for name in LOCKS:
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), 1):
            if HOSTS.search(line):
                yield f"{name}:{number}: names a host; make it again with: python3 dev.py lock"


def places_of_a_machine() -> Iterator[str]:
    """What is written here is true on every machine."""
    for name, text in written():
        if name == "tests/repository.py":
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if PLACES.search(line):
                yield f"{name}:{number}: names a place of one machine"


def modules() -> Iterator[tuple[str, str]]:
    """Our Python modules."""
    for name, text in written():
        if name.endswith(".py") and name.startswith(CODE):
            yield name, text


def long_modules() -> Iterator[str]:
    """At 300 lines a module becomes a folder of the same name."""
    for name, text in modules():
        if (lines := text.count("\n")) > LONGEST_MODULE:
            yield f"{name}: {lines} lines; make it a folder of the same name"


def vague_modules() -> Iterator[str]:
    """A name like "utils" says where something is put, not what it is."""
    for name, _ in modules():
        if Path(name).stem in VAGUE_NAMES:
            yield f"{name}: name it after what it holds"


def parsed(name: str, text: str) -> ast.Module:
    """A module's syntax tree; an empty one when it has none, which the style check reports."""
    try:
        return ast.parse(text, name)
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def long_functions() -> Iterator[str]:
    """A function is about 20 lines, its docstring not counted; here is where "about" ends."""
    for name, text in modules():
        if "/migrations/" in name:
            continue  # A migration is a list of tables; there is nothing to follow.
        for node in ast.walk(parsed(name, text)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            body = node.body[1:] if ast.get_docstring(node, clean=False) else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            if lines > LONGEST_FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {lines} lines"


def catalogues() -> Iterator[tuple[str, Catalog]]:
    """Every translation, with its path."""
    for path in sorted((ROOT / "web" / "locale").glob("*/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            yield inside(path), read_po(file)


def untranslated() -> Iterator[str]:
    """Every sentence of a catalogue is translated; in English it says itself."""
    for name, catalogue in catalogues():
        for message in catalogue:
            strings = [message.string] if isinstance(message.string, str) else message.string
            if message.id and message.fuzzy:
                yield f"{name}: {message.id!r} was only guessed"
            elif message.id and not all(strings) and "/en/" not in name:
                yield f"{name}: {message.id!r} has no translation"


def missing_sentences() -> Iterator[str]:
    """A sentence that is said is in every catalogue."""
    known = list(catalogues())
    for said in sentences():
        sentence = said.message if isinstance(said.message, str) else said.message[0]
        for name, catalogue in known:
            if sentence not in catalogue:
                yield f"{said.where}:{said.line}: {sentence!r} is not in {name}"


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    hosts_in_locks,
    places_of_a_machine,
    long_modules,
    vague_modules,
    long_functions,
    untranslated,
    missing_sentences,
)


def main() -> int:
    """Report everything that is wrong, not just the first."""
    problems = [problem for check in CHECKS for problem in check()]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
