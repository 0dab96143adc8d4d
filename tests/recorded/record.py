"""Freeze a sample of every event class that has none yet: `python -m tests.recorded.record`.

A sample that exists is never written again. It stands for what people have in their databases, so
when its test fails, the codec or the class is wrong and not the sample.

A file holds samples of three lines: the header's bytes, the payload's bytes, the leaf hash.
"""

import sys
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec import inspect

from events.log import codec
from events.sealed import Personal, Words
from events.vocabulary import BY_NAME, Declared, Header

FOLDER = Path(__file__).parent
COMMAND = "command-0001"
AT = datetime(2026, 3, 4, 5, 6, 7, 89000, tzinfo=UTC)


def place(name: str, version: int) -> Path:
    """The file of one class and version."""
    return FOLDER / f"{name}.v{version}.txt"


def samples(declared: Declared) -> Iterator[bytes]:
    """Stored bytes of one event with every field given, and of one with nothing that may be left out."""
    full = Header(
        causation="command-0000",
        command=COMMAND,
        correlation="conversation-0001",
        name=declared.name,
        occurred_at=datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC),
        on_behalf_of="partner-0001",
        partnership="partnership-0001",
        person="person-0001",
        position=4711,
        recorded_at=AT,
        recorded_by="person-0002",
        role="facilitator",
        told_by="person-0003",
        version=declared.version,
    )
    yield codec.encode(full, made(declared, filled=True))
    bare = Header(
        command=COMMAND,
        name=declared.name,
        partnership="partnership-0001",
        person="person-0001",
        position=1,
        recorded_at=AT.replace(microsecond=0),
        version=declared.version,
    )
    yield codec.encode(bare, made(declared, filled=False))


def made(declared: Declared, *, filled: bool) -> Any:
    """An event of the class with made-up values."""
    return value_of(inspect.type_info(declared.event_class), "", filled)


def value_of(info: inspect.Type, path: str, filled: bool) -> Any:
    """A value of a type. `path` is the dotted path of the field, which sealed values name."""
    match info:
        case inspect.StructType(cls=cls) if cls in (Words, Personal):
            return sealed(cls, path)
        case inspect.StructType(cls=cls, fields=fields):
            inner = {
                field.name: value_of(field.type, f"{path}.{field.name}".lstrip("."), filled)
                for field in fields
            }
            return cls(**inner)
        case inspect.UnionType(types=types):
            some = [one for one in types if not isinstance(one, inspect.NoneType)]
            return value_of(some[0], path, filled) if filled or len(some) == len(types) else None
        case inspect.VarTupleType(item_type=item):
            return tuple(value_of(item, f"{path}.{index}", filled) for index in range(2 if filled else 0))
        case inspect.DictType(value_type=inner):
            return (
                {key: value_of(inner, f"{path}.{key}", filled) for key in ("no", "sí", "yes")}
                if filled
                else {}
            )
        case inspect.LiteralType(values=values):
            return sorted(values, key=str)[0 if filled else -1]
        case _:
            return scalar(info, path, filled)


def scalar(info: inspect.Type, path: str, filled: bool) -> Any:
    """A value that is not made of others."""
    match info:
        case inspect.StrType():
            return f"{path}-0001" if filled else path
        case inspect.BoolType():
            return filled
        case inspect.IntType():
            return 7 if filled else 0
        case inspect.DecimalType():
            return Decimal("12.50") if filled else Decimal(0)
        case inspect.DateType():
            return date(2026, 6, 30)
        case inspect.DateTimeType():
            return AT
        case _:
            raise TypeError(f"{path}: no sample for {type(info).__name__}")


def sealed(cls: type, path: str) -> Words | Personal:
    """A sealed value of the right shape, which no key opens."""
    ref, box = f"{COMMAND}.{path}.0123456789abcdef", b64encode(f"box of {path}".encode() * 2).decode()
    return Words("es-MX", ref, box) if cls is Words else Personal("person-0001", ref, box)


def frozen(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """The stored bytes and the leaf hashes in a file."""
    lines = path.read_bytes().splitlines()
    for first in range(0, len(lines), 3):
        header, payload, leaf = lines[first : first + 3]
        yield header + b"\n" + payload, bytes.fromhex(leaf.decode())


def record() -> list[str]:
    """Write what is missing; gives back the names."""
    written = []
    for declared in BY_NAME.values():
        file = place(declared.name, declared.version)
        if file.exists():
            continue
        lines = [state + b"\n" + codec.leaf(state).hex().encode() + b"\n" for state in samples(declared)]
        with file.open("xb") as new:
            new.write(b"".join(lines))
        written.append(file.name)
    return written


if __name__ == "__main__":
    sys.stdout.write(f"Froze {record() or 'nothing: every event has its sample'}\n")
