"""Views as plain values: every text opened where its key is there, every moment and amount readable.

Where a view holds sealed text under a name, the plain value has the text under the same name, its
language under `…_language`, and, if it cannot be read, nothing and the reason under `…_unreadable`.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from events.log.keys import KeyStore, Unreadable
from events.sealed import Personal, Words

Texts = Mapping[str, str | Unreadable]
LEFT_OUT: frozenset[str] = frozenset(("perspective", "latest", "voters", "ranks", "recent"))
"""What a person shows only to whom they choose, who voted how on goals, and copies of the history."""


def opened(keys: KeyStore, partnership: str, value: Any) -> Any:
    """The value with its texts opened, all of them in a few look-ups."""
    sealed = {one.ref: one for one in sealed_in(value)}
    texts = dict(zip(sealed, keys.open_many(partnership, list(sealed.values())), strict=True))
    return plain(value, texts)


def sealed_in(value: Any) -> Iterator[Words | Personal]:
    """Every sealed text in a value."""
    match value:
        case Words() | Personal():
            yield value
        case msgspec.Struct():
            for name in value.__struct_fields__:
                if name not in LEFT_OUT:
                    yield from sealed_in(getattr(value, name))
        case dict():
            for one in value.values():
                yield from sealed_in(one)
        case list() | tuple():
            for one in value:
                yield from sealed_in(one)


def plain(value: Any, texts: Texts) -> Any:
    """The same in lists, dicts and what JSON knows."""
    match value:
        case Words() | Personal():
            return dict(text_fields("text", value, texts))
        case msgspec.Struct():
            return fields(value, texts)
        case dict():
            return {key: plain(one, texts) for key, one in value.items()}
        case list() | tuple():
            return [plain(one, texts) for one in value]
        case _:
            return value


def fields(struct: msgspec.Struct, texts: Texts) -> dict[str, Any]:
    """A struct's fields by name. Structs kept by id become a list of them."""
    shown: dict[str, Any] = {}
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        if name in LEFT_OUT:
            continue
        if isinstance(value, Words | Personal):
            shown.update(text_fields(name, value, texts))
        elif name in kept_by_id(type(struct)):
            shown[name] = [{"id": key} | plain(one, texts) for key, one in value.items()]
        else:
            shown[name] = plain(value, texts)
    return shown


@lru_cache
def kept_by_id(struct: type[msgspec.Struct]) -> frozenset[str]:
    """The fields that hold structs by their id: they are listed, also when there are none yet."""
    hints = get_type_hints(struct)
    mappings = {name: get_args(hint) for name, hint in hints.items() if get_origin(hint) is dict}
    return frozenset(
        name
        for name, (_, held) in mappings.items()
        if isinstance(held, type) and issubclass(held, msgspec.Struct)
    )


def text_fields(name: str, sealed: Words | Personal, texts: Texts) -> Iterator[tuple[str, Any]]:
    """What stands for one sealed text."""
    text = texts[sealed.ref]
    unreadable = isinstance(text, Unreadable)
    yield name, None if unreadable else text
    if isinstance(sealed, Words):
        yield f"{name}_language", sealed.lang
    if isinstance(text, Unreadable):
        yield f"{name}_unreadable", text.why
