"""Collects every sentence that people can read, and brings the catalogues up to date with them.

`python -m tests.catalogues` adds new sentences to `web/locale/*/LC_MESSAGES/messages.po`, untranslated,
and drops those that nobody says any more. Translations that are there stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "web" / "locale"
LANGUAGES = ("en", "es")
WAYS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
OPTIONS = {"**.html": {"silent": "false", "extensions": "jinja2.ext.do", "trimmed": "true"}}
BEGUN = datetime(2026, 11, 22, tzinfo=UTC)
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "translated": None,
    "say": None,
    "problem": None,
    "refuse": (2,),
    "stop": (2,),
}
"""The functions whose argument is a sentence: the second of `refuse` and `stop`, the first of the others."""


class Said(NamedTuple):
    """A sentence, or the forms of one that counts, and where it is said."""

    message: str | tuple[str, ...]
    where: str
    line: int


def sentences() -> Iterator[Said]:
    """Every sentence in the code and the templates."""
    for folder in ("web", "workspace"):
        found = extract_from_dir(ROOT / folder, WAYS, OPTIONS, keywords=KEYWORDS)  # type: ignore[arg-type]
        for file, line, message, _, _ in found:
            yield Said(message, f"{folder}/{file}", line)


def path_of(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALES / language / "LC_MESSAGES" / "messages.po"


def catalogue(language: str) -> Catalog:
    """A language's catalogue as it is, or a new one."""
    if not path_of(language).exists():
        return empty(language)
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def empty(language: str) -> Catalog:
    """A catalogue with nothing in it, and a header that only changes when we change it."""
    return Catalog(
        locale=language,
        header_comment="# What Everyseat says. Made by `python -m tests.catalogues`, translated by hand.",
        project="Everyseat",
        version="1",
        copyright_holder="the Everyseat authors",
        msgid_bugs_address="everyseat",
        creation_date=BEGUN,
        revision_date=BEGUN,
        last_translator="the Everyseat authors",
        language_team="everyseat",
        fuzzy=False,
    )


def renewed(language: str) -> Catalog:
    """The catalogue with exactly the sentences that are said, and the translations there are."""
    known, made = catalogue(language), empty(language)
    for said in sentences():
        before = known.get(said.message if isinstance(said.message, str) else said.message[0])
        string = before.string if before and before.id == said.message else None
        made.add(said.message, string, locations=[(said.where, said.line)])
    return made


def is_translated(message: Message) -> bool:
    """Whether every form of a sentence has a translation."""
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(strings)


def main() -> None:
    """Bring every catalogue up to date."""
    for language in LANGUAGES:
        made = renewed(language)
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        with path_of(language).open("wb") as file:
            # Without line numbers, so that moving code does not change the catalogues.
            write_po(file, made, sort_output=True, no_location=True, omit_header=False, width=100)
        missing = sum(1 for one in made if one.id and not is_translated(one))
        print(f"{language}: {len(made)} sentences, {missing} without a translation")


if __name__ == "__main__":
    main()
