"""One row of a roster, and how its texts are compared."""

import re
from collections.abc import Mapping
from typing import Literal
from unicodedata import combining, normalize

import msgspec

from web.door import clean

Acts = Literal["", "organisation", "self"]
ADDRESS_IN = re.compile(r"<([^<>\s]+@[^<>\s]+)>")


class Row(msgspec.Struct, omit_defaults=True):
    """Somebody, or an organisation. `number` is the line it stood in; `group` as it was written.

    `acts` is what was chosen where an organisation has several people: for it, or for oneself.
    """

    number: int
    name: str = ""
    email: str = ""
    organisation: str = ""
    group: str = ""
    acts: Acts = ""
    left_out: bool = False


FIELDS = ("name", "email", "organisation", "group")


def one_line(text: str) -> str:
    """A cell as one line of text: nothing in it is a formula, a command or a mark to us."""
    return " ".join(clean(text[:2_000]).split())


def folded(text: str) -> str:
    """A text as it is compared: without accents, capitals and signs."""
    bare = "".join(c for c in normalize("NFKD", text) if not combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.casefold()).split())


def same_name(text: str) -> str:
    """A name as it is compared; one that has no letters at all is compared as it stands."""
    return folded(text) or normalize("NFKC", text).casefold()


def made(number: int, cells: Mapping[str, str]) -> Row:
    """The row that some cells make; `Ana Ruiz <ana@example.org>` in one cell is a name and an address."""
    name, email, organisation, group = (one_line(cells.get(field, "")) for field in FIELDS)
    for cell in (email, name):
        inside = ADDRESS_IN.search(cell)
        if inside:
            rest = one_line(ADDRESS_IN.sub("", cell)).strip("\"' ;,")
            name, email = (name if cell is email and name else rest), inside[1]
            break
    email = email.removeprefix("mailto:").strip(" ;,.<>")
    return Row(number, name, email, organisation, group)


def mended(row: Row, sent: Mapping[str, str]) -> Row:
    """The row as somebody corrected it. What was not sent stays."""
    fields = {field: one_line(sent[field]) for field in FIELDS if field in sent}
    acts = sent.get("acts", row.acts)
    return msgspec.structs.replace(
        row,
        **fields,
        acts=acts if acts in ("organisation", "self") else "",
        left_out=sent.get("left_out") == "yes",
    )
