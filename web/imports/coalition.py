"""A coalition survey becomes organisations at the table and ties between them.

The folder has `organisations.csv` (org, stakeholder_category, …) and three lists of ties with two
organisations and a strength each: `contact_ties.csv`, `collaboration_ties.csv` and
`guideline_dissemination_ties.csv`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from events.network import TieKind
from events.partners import Category, FocalGroup
from web.control import Asked
from web.imports.founding import id_of, operator_of
from web.imports.rows import ImportProblem, Row, find_file, read_rows

ORGANISATIONS = "organisations.csv"
LONGEST_NAME = 120
CATEGORIES: dict[str, tuple[FocalGroup, Category]] = {
    "lead_agency": ("stakeholders", "policy maker"),
    "contractor": ("stakeholders", "community organisation"),
    "coalition": ("stakeholders", "community organisation"),
    "advocacy": ("patients", "representative organisation"),
    "government": ("stakeholders", "policy maker"),
    "national_partner": ("stakeholders", "training institution"),
}
"""Where each kind of organisation of the survey sits at the table."""

TIES: dict[TieKind, tuple[str, str]] = {
    "contact": ("contact_ties.csv", "contact"),
    "collaboration": ("collaboration_ties.csv", "collaborate"),
    "dissemination": ("guideline_dissemination_ties.csv", "tie"),
}
"""File and column of each kind of tie."""


class Organisation(NamedTuple):
    """One of the survey's organisations."""

    name: str
    group: FocalGroup
    category: Category


class NamedTie(NamedTuple):
    """Two organisations by name, and how strongly they are tied."""

    one: str
    other: str
    strength: int


class Coalition(NamedTuple):
    """Everything that was read."""

    name: str
    organisations: dict[str, Organisation]
    ties: dict[TieKind, list[NamedTie]]


def read_coalition(folder: Path) -> Coalition:
    """Read and check everything. Raises ImportProblem."""
    folder = with_organisations(folder)
    organisations: dict[str, Organisation] = {}
    file = find_file(folder, ORGANISATIONS)
    for row in read_rows(file, ("org", "stakeholder_category")):
        one = organisation(row)
        if one.name in organisations:
            raise row.wrong(f"{one.name!r} stands in this file twice.")
        organisations[one.name] = one
    if not organisations:
        raise ImportProblem(f"{file.name}, line 2: there is no organisation in it. Nothing was imported.")
    ties = {kind: list(read_ties(folder, kind, organisations)) for kind in TIES}
    name = folder.resolve().name.replace("_", " ").replace("-", " ").strip()
    return Coalition(name[:1].upper() + name[1:], organisations, ties)


def with_organisations(folder: Path) -> Path:
    """The folder, or the one folder in it that has the organisations."""
    if folder.is_dir() and not (folder / ORGANISATIONS).exists():
        inner = [one.parent for one in sorted(folder.glob(f"*/{ORGANISATIONS}"))]
        if len(inner) == 1:
            return inner[0]
    return folder


def organisation(row: Row) -> Organisation:
    """One organisation, with its place at the table."""
    name, category = row.values["org"].strip(), row.values["stakeholder_category"].strip()
    if not name or len(name) > LONGEST_NAME:
        raise row.wrong(f"a name has 1 to {LONGEST_NAME} characters, but here are {len(name)}.")
    if category not in CATEGORIES:
        raise row.wrong(f"{category!r} is no stakeholder_category we know: {', '.join(CATEGORIES)}.")
    return Organisation(name, *CATEGORIES[category])


def read_ties(folder: Path, kind: TieKind, organisations: dict[str, Organisation]) -> Iterator[NamedTie]:
    """The ties of a kind; each pair stands there once."""
    name, column = TIES[kind]
    seen: set[frozenset[str]] = set()
    for row in read_rows(find_file(folder, name), ("org_a", "org_b", column)):
        one, other = row.values["org_a"].strip(), row.values["org_b"].strip()
        for named in (one, other):
            if named not in organisations:
                raise row.wrong(f"there is no {named!r} among the organisations.")
        if one == other or frozenset((one, other)) in seen:
            raise row.wrong(f"{one!r} and {other!r} are the same, or stand there already.")
        strength = row.number(column)
        if strength < 1:
            raise row.wrong(f"the weakest tie counts 1, but here is {strength}.")
        seen.add(frozenset((one, other)))
        yield NamedTie(one, other, strength)


def plan(partnership: str, coalition: Coalition, language: str, run: str) -> list[Asked]:
    """Places for all organisations, then the three surveys."""
    places = {name: id_of(partnership, "organisation", name) for name in coalition.organisations}
    asked = [
        by_operator(
            partnership,
            "AdmitOrganisation",
            places[one.name],
            run,
            language,
            {"name": one.name, "group": one.group, "category": one.category},
        )
        for one in coalition.organisations.values()
    ]
    for kind, ties in coalition.ties.items():
        listed = [{"one": places[one], "other": places[other], "strength": by} for one, other, by in ties]
        fields = {"kind": kind, "source": coalition.name, "ties": listed}
        command = id_of(partnership, "ties", kind, *ties)
        asked.append(by_operator(partnership, "RecordTies", command, run, language, fields))
    return asked


def by_operator(
    partnership: str, kind: str, command: str, run: str, language: str, fields: dict[str, Any]
) -> Asked:
    """Something that the command line does for the partnership."""
    return Asked(
        partnership=partnership,
        kind=kind,
        fields=fields,
        command=command,
        person=operator_of(partnership),
        at=datetime.now(UTC),
        language=language,
        recorded_by=run,
        operator=True,
    )
