"""What a program may send for a command, as a struct whose schema tells every limit.

The door checks all of it again: what stands here is for reading, and for programs that generate code.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, get_type_hints

import msgspec

from web.api.commands import shape_of
from web.door import bounded_fields, default_of, nested_structs, text_fields
from workspace.commands import Between, Command

DECIMAL = r"^-?[0-9]{1,10}(\.[0-9]{1,6})?$"


@lru_cache
def body_of(command: type[Command]) -> type[msgspec.Struct]:
    """The struct of a command's JSON body, under the command's name."""
    return described(shape_of(command), command.__name__)


@lru_cache
def described(struct: type[msgspec.Struct], name: str) -> type[msgspec.Struct]:
    """The same struct with plain text where the sealed text will be, and with its limits."""
    hints = get_type_hints(struct, include_extras=True)
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = []
    for field in struct.__struct_fields__:
        hint, default = hint_of(struct, field, hints[field]), default_of(struct, field)
        fields.append((field, hint) if default is msgspec.NODEFAULT else (field, hint, default))
    doc = {"__doc__": struct.__doc__}
    return msgspec.defstruct(name, fields, kw_only=True, forbid_unknown_fields=True, namespace=doc)


def hint_of(struct: type[msgspec.Struct], field: str, hint: Any) -> Any:
    """The type of a field as a program sends it."""
    texts, inner, bounded = text_fields(struct), nested_structs(struct), bounded_fields(struct)
    if field in texts:
        text = Annotated[str, msgspec.Meta(min_length=1, max_length=texts[field].limit)]
        return text | None if texts[field].optional else text
    if field in inner:
        return described(inner[field], inner[field].__name__)
    if field in bounded:
        number = Annotated[Decimal, msgspec.Meta(extra_json_schema=number_schema(bounded[field]))]
        return number | None if default_of(struct, field) is None else number
    return hint


def number_schema(bounds: Between) -> dict[str, Any]:
    """A figure: a number, or its digits as text where a number would lose some."""
    number = {"type": "number", "minimum": float(bounds.least), "maximum": float(bounds.most)}
    return {"anyOf": [number, {"type": "string", "pattern": DECIMAL}]}
