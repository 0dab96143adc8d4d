"""What is to be looked at again in a roster, row by row, in words for the person who keeps it."""

import re
from collections.abc import Sequence

from web.accounts.addresses import normalised
from web.door import Problem, problem
from web.imports.roster.groups import ORGANISATIONS, category_of
from web.imports.roster.row import Row, same_name

ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[^@\s<>,;:\"()\[\]\\]+\.[^@\s<>,;:\"()\[\]\\.]+")
LONGEST = {"name": 80, "email": 254, "organisation": 120}


class Seen:
    """What stood in the rows before: where an address, a name or an organisation came first."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.addresses: dict[str, int] = {}
        self.unreachable: dict[tuple[str, str], int] = {}
        self.speakers = speakers(rows)
        self.kinds = kinds(rows)


def troubles(rows: Sequence[Row]) -> dict[int, list[Problem]]:
    """Row number → what is to be looked at again there. A row that is left out has no trouble."""
    here = [row for row in rows if not row.left_out]
    seen, found = Seen(here), {}
    for row in here:
        wrong = [*in_itself(row), *with_others(row, seen), *about_its_kind(row, seen)]
        if wrong:
            found[row.number] = wrong
    return found


def in_itself(row: Row) -> list[Problem]:
    """What is wrong with a row whatever else stands in the roster."""
    found = []
    if not row.name and row.email:
        found.append(problem("There is an address, but no name. Whose is it?", "name"))
    elif not row.name and not row.organisation:
        found.append(problem("There is neither a name nor an organisation.", "name"))
    if row.email and not (ADDRESS.fullmatch(row.email) and len(row.email) <= LONGEST["email"]):
        found.append(problem("This does not look like an e-mail address.", "email"))
    for field in ("name", "organisation"):
        length = len(getattr(row, field))
        if length > LONGEST[field]:
            found.append(
                problem(
                    "This is {length} characters long; there is room for {limit}.",
                    field,
                    length=length,
                    limit=LONGEST[field],
                )
            )
    return found


def with_others(row: Row, seen: Seen) -> list[Problem]:
    """Whether somebody, or whoever speaks for an organisation, stands in an earlier row already."""
    found = []
    if row.email:
        before = seen.addresses.setdefault(normalised(row.email), row.number)
        if before != row.number:
            found.append(problem("The same address stands in row {row}.", "email", row=before))
    elif row.name:
        key = (same_name(row.name), same_name(row.organisation))
        before = seen.unreachable.setdefault(key, row.number)
        if before != row.number:
            found.append(problem("The same name stands in row {row}, without address.", "name", row=before))
    if row.acts == "organisation":
        speaker = seen.speakers.get(same_name(row.organisation))
        if speaker is not None and speaker.number != row.number:
            at = speaker.number
            found.append(problem("In row {row} somebody acts for this organisation already.", "acts", row=at))
    return found


def about_its_kind(row: Row, seen: Seen) -> list[Problem]:
    """Whether we know what kind of organisation it is: it is asked once, where the organisation comes first.

    The group of a person is no question here: it is theirs to say.
    """
    if not row.organisation:
        return []
    first, kind = seen.kinds[same_name(row.organisation)]
    own, written = category_of(row.group), row.group[:60]
    if kind is None and row.number == first:
        if own is not None:
            asked = problem("“{group}” is a person. What kind of organisation is it?", "group", group=written)
        elif written:
            asked = problem("We do not know the group “{group}”. Choose one.", "group", group=written)
        else:
            asked = problem("What kind of organisation is it? Choose one.", "group")
        return [asked]
    if kind is not None and own in ORGANISATIONS and own != kind:
        return [problem("In row {row} this organisation is of another kind.", "group", row=first)]
    return []


def speakers(rows: Sequence[Row]) -> dict[str, Row]:
    """Organisation → the row of the person who acts for it: who was chosen, else who comes first."""
    found: dict[str, Row] = {}
    for wanted in ("organisation", ""):
        for row in rows:
            if row.name and row.organisation and row.acts == wanted:
                found.setdefault(same_name(row.organisation), row)
    return found


def kinds(rows: Sequence[Row]) -> dict[str, tuple[int, str | None]]:
    """Organisation → the first row that says of which kind it is, and the kind; else its first row, None."""
    found: dict[str, tuple[int, str | None]] = {}
    for row in rows:
        if row.organisation:
            key, kind = same_name(row.organisation), category_of(row.group)
            known = kind if kind in ORGANISATIONS else None
            if key not in found or (found[key][1] is None and known is not None):
                found[key] = (row.number, known)
    return found


def note_of(row: Row, rows: Sequence[Row]) -> str | None:
    """Who acts for the organisation of a row, where that is somebody else; their name."""
    if not row.name or not row.organisation or row.acts == "self":
        return None
    speaker = speakers([one for one in rows if not one.left_out]).get(same_name(row.organisation))
    return speaker.name if speaker is not None and speaker.number != row.number else None
