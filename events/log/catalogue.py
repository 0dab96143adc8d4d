"""The catalogue of events for `docs/reference/events.md`, written from the declarations.

`python -m events.log.catalogue` writes it; a test says when it is out of date.
"""

import sys
from inspect import cleandoc
from itertools import groupby
from pathlib import Path

from msgspec import inspect

from events.log import codec
from events.log.shape import is_sealed
from events.sealed import Words
from events.vocabulary import BY_NAME, Declared, Readers

PLACE = Path(__file__).parents[2] / "docs" / "reference" / "events.md"

HEAD = """\
# Events

Everything that can have happened, by feature. Written by `python -m events.log.catalogue` from the
declarations in `events/`; please do not write into it by hand.

Every event also has an envelope, set by the server: whose act it was (`person`), for whom
(`on_behalf_of`), who wrote it down (`recorded_by`), who said it (`told_by`), in which role, when it
happened and when it was recorded, and the command it came from.

A field is *structure*; or *personal*, sealed under the person's key; or *words*, sealed under a key
of its own. Sealed fields can be read only while their key exists.
"""

SCALARS = {
    inspect.StrType: "text",
    inspect.IntType: "whole number",
    inspect.BoolType: "yes or no",
    inspect.DecimalType: "decimal",
    inspect.DateType: "day",
    inspect.DateTimeType: "moment",
}


def catalogue() -> str:
    """The whole page."""
    declared = sorted(BY_NAME.values(), key=lambda one: (one.feature, one.name))
    parts = [HEAD]
    for feature, events in groupby(declared, key=lambda one: one.feature):
        parts.append(f"## {feature.capitalize()}\n")
        parts += [entry(one) for one in events]
    return "\n".join(parts)


def entry(declared: Declared) -> str:
    """One event: what happened, who may read it, and its fields."""
    info = inspect.type_info(declared.event_class)
    assert isinstance(info, inspect.StructType)
    rows = [f"| `{field.name}` | {type_in_words(field.type)} | {kind(field.type)} |" for field in info.fields]
    table = ["| field | type | kind |", "|---|---|---|", *rows] if rows else ["No fields."]
    return "\n".join(
        [
            f"### {declared.name}\n",
            cleandoc(declared.event_class.__doc__ or ""),
            "",
            f"Version {declared.version}. Read by {readers_in_words(declared.readers)}.\n",
            *table,
            "",
        ]
    )


def readers_in_words(readers: Readers) -> str:
    """Who may read it, in a phrase."""
    phrases = {
        "everyone": "everyone",
        "members": "the members and the auditors",
        "subject": "the person it is about",
        "until": f"nobody but its author until `{readers.until}`, then the members and the auditors",
        "facilitators": "the person it is about, whoever did it, conveners and facilitators",
        "before": f"everyone before `{readers.until}`, then only whoever did it, conveners and facilitators",
        "nobody": "nobody; it only counts in sums",
    }
    return phrases[readers.kind]


def type_in_words(info: inspect.Type) -> str:
    """The type of a field as a reader would say it."""
    if isinstance(info, inspect.StructType):
        if is_sealed(info):
            return "text with its language" if info.cls is Words else "text"
        inner = ", ".join(f"`{field.name}` {type_in_words(field.type)}" for field in info.fields)
        return f"{info.cls.__name__}: {inner}"
    if isinstance(info, inspect.UnionType):
        some = [one for one in info.types if not isinstance(one, inspect.NoneType)]
        words = " or ".join(type_in_words(one) for one in some)
        return f"{words}, or nothing" if len(some) < len(info.types) else words
    if isinstance(info, inspect.LiteralType):
        return "one of " + ", ".join(f"*{value}*" for value in sorted(map(str, info.values)))
    if isinstance(info, inspect.VarTupleType):
        return f"list of: {type_in_words(info.item_type)}"
    if isinstance(info, inspect.DictType):
        return f"{type_in_words(info.key_type)} → {type_in_words(info.value_type)}"
    return SCALARS[type(info)]


def kind(info: inspect.Type) -> str:
    """structure, personal or words."""
    found = {inner.cls.__name__.lower() for inner in sealed_in(info)}
    return " and ".join(sorted(found)) or "structure"


def sealed_in(info: inspect.Type) -> list[inspect.StructType]:
    """Every sealed type in a field's type."""
    if isinstance(info, inspect.StructType):
        if is_sealed(info):
            return [info]
        return [inner for field in info.fields for inner in sealed_in(field.type)]
    if isinstance(info, inspect.UnionType):
        return [inner for one in info.types for inner in sealed_in(one)]
    if isinstance(info, inspect.VarTupleType):
        return sealed_in(info.item_type)
    if isinstance(info, inspect.DictType):
        return sealed_in(info.value_type)
    return []


if __name__ == "__main__":
    codec.learn_vocabulary()
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_text(catalogue(), "utf-8")
    sys.stdout.write(f"Wrote {len(BY_NAME)} events to {PLACE.name}.\n")
