"""What an event class may be made of, and where its sealed and checked values stand.

The fields are looked at once, when the class is first used, so that an event without sealed or
checked fields (a vote) pays nothing for the checks.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
from msgspec import inspect

from events.sealed import Personal, Words

Sealed = Words | Personal
Found = tuple[str, Any]
Find = Callable[[Any, str], Iterator[Found]]

PLAIN = (inspect.StrType, inspect.IntType, inspect.BoolType, inspect.NoneType, inspect.LiteralType)
CHECKED = (inspect.DecimalType, inspect.DateTimeType)


class Shape(NamedTuple):
    """Where to find what must be looked at: pairs of dotted path and value."""

    sealed: Find | None
    checked: Find | None


def shape_of(event_class: type[msgspec.Struct]) -> Shape:
    """Walk the field types of an event class; refuse what has no canonical bytes."""
    info = inspect.type_info(event_class)
    refuse_loose(info, event_class.__name__)
    return Shape(finder(info, is_sealed), finder(info, is_checked))


def refuse_loose(info: inspect.Type, path: str) -> None:
    """Raise TypeError for floats, naive times, lists, sets, bytes and anything untyped."""
    if isinstance(info, inspect.StructType):
        for field in info.fields:
            refuse_loose(field.type, f"{path}.{field.name}")
    elif isinstance(info, inspect.UnionType):
        for one in info.types:
            refuse_loose(one, path)
    elif isinstance(info, inspect.VarTupleType):
        refuse_loose(info.item_type, path)
    elif isinstance(info, inspect.DictType):
        if not isinstance(info.key_type, inspect.StrType | inspect.LiteralType):
            raise TypeError(f"{path}: the keys of a dict are text")
        refuse_loose(info.value_type, path)
    elif isinstance(info, inspect.DateTimeType):
        if info.tz is not True:
            raise TypeError(f"{path}: a time carries its zone, use Moment")
    elif not isinstance(info, (*PLAIN, inspect.DecimalType, inspect.DateType)):
        raise TypeError(f"{path}: {type(info).__name__} has no canonical bytes")


def is_sealed(info: inspect.Type) -> bool:
    """Whether values of this type are opened only by a key."""
    return isinstance(info, inspect.StructType) and info.cls in (Words, Personal)


def is_checked(info: inspect.Type) -> bool:
    """Whether the type system lets values through that have no canonical bytes."""
    return isinstance(info, CHECKED)


def finder(info: inspect.Type, wanted: Callable[[inspect.Type], bool]) -> Find | None:
    """A function that yields (path, value) for every wanted value in an event; None: there is none."""
    if wanted(info):
        return one_value
    if isinstance(info, inspect.StructType):
        fields = [(field.name, finder(field.type, wanted)) for field in info.fields]
        found = [(name, find) for name, find in fields if find]
        return in_fields(found) if found else None
    if isinstance(info, inspect.UnionType):
        finds = [find for find in (finder(one, wanted) for one in info.types) if find]
        return in_optional(finds[0]) if finds else None
    if isinstance(info, inspect.VarTupleType):
        find = finder(info.item_type, wanted)
        return in_items(find) if find else None
    if isinstance(info, inspect.DictType):
        find = finder(info.value_type, wanted)
        return in_values(find) if find else None
    return None


def one_value(value: Any, path: str) -> Iterator[Found]:
    yield path, value


def in_fields(fields: list[tuple[str, Find]]) -> Find:
    def find(value: Any, path: str) -> Iterator[Found]:
        for name, deeper in fields:
            yield from deeper(getattr(value, name), f"{path}.{name}" if path else name)

    return find


def in_optional(deeper: Find) -> Find:
    def find(value: Any, path: str) -> Iterator[Found]:
        if value is not None:
            yield from deeper(value, path)

    return find


def in_items(deeper: Find) -> Find:
    def find(value: Any, path: str) -> Iterator[Found]:
        for index, item in enumerate(value):
            yield from deeper(item, f"{path}.{index}")

    return find


def in_values(deeper: Find) -> Find:
    def find(value: Any, path: str) -> Iterator[Found]:
        for key in sorted(value):
            yield from deeper(value[key], f"{path}.{key}")

    return find


def has_canonical_bytes(value: Any) -> bool:
    """True for a finite Decimal and for a time that is written in UTC."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, datetime) and value.tzinfo is UTC


def in_utc(value: Any) -> Any:
    """The same value with every aware time in it converted to UTC; naive times stay as they are."""
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value
    if isinstance(value, msgspec.Struct):
        fields = {name: in_utc(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **fields)
    if isinstance(value, tuple):
        return tuple(in_utc(item) for item in value)
    if isinstance(value, dict):
        return {key: in_utc(item) for key, item in value.items()}
    return value
