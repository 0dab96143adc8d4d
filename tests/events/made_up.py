"""Events with random content, of every class, made from the types of their fields."""

from datetime import datetime, timedelta, timezone
from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st
from msgspec import inspect

from events.log.shape import is_sealed
from events.sealed import Words
from events.vocabulary import BY_NAME, Event, Header, Recorded

COMMAND = "c0"
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12).map(
    lambda text: normalize("NFC", text)
)
ZONES = st.integers(-12, 12).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=ZONES)


def strategy(info: inspect.Type, path: str = "") -> st.SearchStrategy[Any]:
    """Values of a type; sealed ones name the field they stand in."""
    match info:
        case inspect.StructType(cls=cls) if is_sealed(info):
            ref = st.just(f"{COMMAND}.{path}.00")
            return st.builds(cls, **({"lang": TEXT} if cls is Words else {"person": TEXT}), ref=ref, box=TEXT)
        case inspect.StructType(cls=cls, fields=fields):
            inner = {field.name: strategy(field.type, f"{path}.{field.name}".lstrip(".")) for field in fields}
            return st.builds(cls, **inner)
        case inspect.UnionType(types=types):
            return st.one_of([strategy(one, path) for one in types])
        case inspect.VarTupleType(item_type=item):
            return st.integers(0, 3).flatmap(
                lambda size: st.tuples(*(strategy(item, f"{path}.{index}") for index in range(size)))
            )
        case inspect.DictType(value_type=value):
            return st.dictionaries(TEXT, strategy(value, path), max_size=3)
        case inspect.LiteralType(values=choices):
            return st.sampled_from(sorted(choices, key=str))
        case _:
            return SCALARS[type(info)]


SCALARS: dict[type, st.SearchStrategy[Any]] = {
    inspect.StrType: TEXT,
    inspect.IntType: st.integers(-(2**63), 2**63 - 1),
    inspect.BoolType: st.booleans(),
    inspect.NoneType: st.none(),
    inspect.DecimalType: st.decimals(allow_nan=False, allow_infinity=False),
    inspect.DateType: st.dates(),
    inspect.DateTimeType: MOMENTS,
}


def recorded() -> st.SearchStrategy[Recorded]:
    """Any event of any class with any header."""
    return st.sampled_from(sorted(BY_NAME)).flatmap(recorded_of)


def recorded_of(name: str) -> st.SearchStrategy[Recorded]:
    declared = BY_NAME[name]
    header = st.builds(
        Header,
        name=st.just(name),
        version=st.just(declared.version),
        command=st.just(COMMAND),
        partnership=TEXT,
        person=TEXT,
        position=st.integers(1, 2**53),
        recorded_at=MOMENTS,
        occurred_at=st.none() | MOMENTS,
        on_behalf_of=st.none() | TEXT,
        told_by=st.none() | TEXT,
        role=st.none() | TEXT,
    )
    events: st.SearchStrategy[Event] = strategy(inspect.type_info(declared.event_class))
    return st.builds(Recorded, header, events)
