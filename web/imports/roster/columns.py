"""Which column holds what: by the words above it, else by what stands in it."""

from collections.abc import Sequence

from web.imports.roster.groups import category_of
from web.imports.roster.row import FIELDS, folded

CALLED: dict[str, str] = {
    "name": (
        "name; full name; person; contact; contact name; contact person; display name; participant; member; "
        "nombre; nombre completo; nombre y apellidos; persona; contacto; persona de contacto; participante"
    ),
    "email": (
        "email; e mail; mail; email address; e mail address; address; correo; correo electronico; "
        "direccion de correo; direccion"
    ),
    "organisation": (
        "organisation; organization; org; institution; affiliation; company; agency; partner; organizacion; "
        "institucion; entidad; afiliacion; empresa; asociacion"
    ),
    "group": (
        "group; focal group; category; type; kind; kind of organisation; stakeholder type; sector; grupo; "
        "categoria; tipo; tipo de organizacion; grupo focal; role; rol"
    ),
}
MEANS = {folded(word): field for field, words in CALLED.items() for word in words.split(";")}
FIRST_NAMES = frozenset(("first name", "given name", "nombre de pila"))
LAST_NAMES = frozenset(("last name", "surname", "family name", "apellido", "apellidos"))

Columns = dict[str, list[int]]
"""Field → the columns that make it up, in the order in which they are put together."""


def named(header: Sequence[str]) -> Columns | None:
    """The columns a header names; None when the row is no header."""
    if any("@" in cell for cell in header):
        return None
    found: Columns = {}
    for number, cell in enumerate(header):
        word = folded(cell)
        if word in FIRST_NAMES or word in LAST_NAMES:
            found.setdefault("name", []).append(number)
        elif word in MEANS:
            found.setdefault(MEANS[word], []).append(number)
    filled = sum(1 for cell in header if cell.strip())
    enough = len(found) >= 2 or (len(found) == 1 and filled == 1)
    return in_order(found, header) if enough else None


def in_order(found: Columns, header: Sequence[str]) -> Columns:
    """Of several columns with the same meaning the first counts; a name may come in two parts."""
    parts = found.get("name", [])
    first = [one for one in parts if folded(header[one]) in FIRST_NAMES | {"nombre"}]
    last = [one for one in parts if folded(header[one]) in LAST_NAMES]
    kept = {field: columns[:1] for field, columns in found.items()}
    if last and (first or parts != last):
        kept["name"] = [*(first or [one for one in parts if one not in last])[:1], last[0]]
    return kept


def guessed(rows: Sequence[Sequence[str]]) -> Columns:
    """Without a header: addresses have an @, groups are words we know, and the rest comes in our order."""
    width = max((len(row) for row in rows), default=0)
    left = list(range(width))
    found: Columns = {}
    for field, fits in (("email", has_at), ("group", is_group)):
        best = max(left, key=lambda one: count(rows, one, fits), default=None)
        if best is not None and count(rows, best, fits) > 0:
            found[field] = [best]
            left.remove(best)
    for field in FIELDS:
        if field not in found and left and field != "email":
            found[field] = [left.pop(0)]
    return found


def count(rows: Sequence[Sequence[str]], column: int, fits: object) -> int:
    """In how many rows a column looks like something."""
    assert callable(fits)
    return sum(1 for row in rows if column < len(row) and fits(row[column]))


def has_at(cell: str) -> bool:
    """Whether it looks like an address."""
    return "@" in cell


def is_group(cell: str) -> bool:
    """Whether it is the word for a group."""
    return category_of(cell) is not None
