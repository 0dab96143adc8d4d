"""What imports share: ids made of what is imported, and a partnership to bring it to."""

from datetime import UTC, datetime
from hashlib import sha256

from web.control import Asked


def id_of(*parts: object) -> str:
    """An id that is the same whenever it is made from the same parts."""
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


def operator_of(partnership: str) -> str:
    """The person that the command line acts as in a partnership."""
    return id_of(partnership, "operator")


def founding(partnership: str, name: str, language: str) -> Asked:
    """A new partnership for what is imported. Its founder is whoever runs the command line."""
    languages = list(dict.fromkeys((language, "en", "es")))
    return Asked(
        partnership=partnership,
        kind="FoundPartnership",
        fields={"name": name, "display_name": "Operator", "languages": languages},
        command=id_of(partnership, "founding"),
        person=operator_of(partnership),
        at=datetime.now(UTC),
        language=language,
        operator=True,
    )


def new_run(source: str) -> str:
    """What tells this run of an import from another: its source and when it began."""
    return f"import-{source}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"


def partnership_id(name: str) -> str:
    """The id of a partnership that an import founds under a name."""
    return id_of("partnership", name)
