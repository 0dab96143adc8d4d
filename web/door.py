"""The door: plain fields from a form, an import or the command line become a sealed command.

Nothing is trusted here. Unknown and extra fields are refused, text is measured against the limit that
the command declares, and every piece of text is sealed before a rule sees it.
"""

import re
import types
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints
from unicodedata import category, normalize

import msgspec

from events.log.keys import KeyStore
from events.sealed import Personal, Words
from workspace.charter.commands import OfferTranslation
from workspace.commands import Between, Command, Limit

NOT_SPECIFIED_LIMIT = 1_000
UNSEEN = frozenset(("Cc", "Cf", "Mn", "Me", "Zl", "Zp", "Zs"))
"""The general categories of Unicode that show nothing when they stand alone."""


class Problem(msgspec.Struct, frozen=True):
    """Why what was asked for did not happen: a sentence (an English message id), and what it is about.

    `typed` is what the person had written, `form` the form it came from; `status` the HTTP answer.
    """

    sentence: str
    field: str | None = None
    details: dict[str, str | int] = {}
    typed: dict[str, Any] = {}
    form: str | None = None
    status: int = 422


CONTENTS: dict[type[Command], dict[str, Callable[[str], str | Problem]]] = {}
"""Sealed texts with a form of their own: by command and field, what makes it whole or says what is wrong.

The rules cannot look inside, so whatever comes in is checked here, whoever sends it.
"""


class TextField(NamedTuple):
    """A field of a command that takes a person's text."""

    kind: type[Words] | type[Personal]
    limit: int
    optional: bool


class Writer(NamedTuple):
    """Whose words they are, in which language, for which command of which partnership."""

    partnership: str
    person: str
    command: str
    language: str


def problem(sentence: str, field: str | None = None, **details: str | int) -> Problem:
    """A problem with its sentence; the catalogues collect the first argument of every call."""
    return Problem(sentence, field, details)


def build(
    command_class: type[Command], fields: Mapping[str, Any], writer: Writer, keys: KeyStore
) -> Command | Problem:
    """The command these fields ask for, its text sealed, or what is wrong with them."""
    kept = without_blanks(command_class, fields)
    trouble = text_trouble(command_class, kept)
    if trouble:
        return trouble
    try:
        # Checked before anything is sealed, so that a refused form leaves no key behind.
        checked = msgspec.convert(kept, checked_shape(command_class), strict=False)
    except msgspec.ValidationError as error:
        return in_plain_words(str(error))
    trouble = number_trouble(command_class, checked) or contents_trouble(command_class, kept)
    if trouble:
        return trouble
    sealed = seal_texts(command_class, kept, in_its_language(command_class, kept, writer), keys, "")
    return msgspec.convert(sealed, command_class, strict=False)


def in_its_language(command_class: type[Command], fields: Mapping[str, Any], writer: Writer) -> Writer:
    """A translation is in the language that it is offered in, whichever its writer uses otherwise."""
    return writer._replace(language=fields["language"]) if command_class is OfferTranslation else writer


def contents_trouble(command_class: type[Command], kept: dict[str, Any]) -> Problem | None:
    """Put each text with a form of its own into that form, or say what is wrong with it."""
    for name, whole in CONTENTS.get(command_class, {}).items():
        made = whole(kept[name])
        if isinstance(made, Problem):
            return made
        kept[name] = made
    return None


def without_blanks(struct: type[msgspec.Struct], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Text trimmed and in NFC; an empty field is one that was not filled in."""
    kept: dict[str, Any] = {}
    texts = text_fields(struct)
    for name, value in fields.items():
        if isinstance(value, str):
            value = value.strip() if name not in texts else clean(value)
        if isinstance(value, Mapping) and name in nested_structs(struct):
            value = without_blanks(nested_structs(struct)[name], value)
        if value != "":
            kept[name] = value
    return kept


def clean(text: str) -> str:
    """Text as it is kept: NFC, unix line ends, no control characters, no blank edges.

    Text of which nobody would see anything (joiners, direction marks) is none.
    """
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    printable = "".join(c for c in unix if c in "\n\t" or (c >= " " and c != "\x7f" and not surrogate(c)))
    kept = normalize("NFC", printable).strip()
    return kept if kept.isascii() or any(category(c) not in UNSEEN for c in kept) else ""


def surrogate(character: str) -> bool:
    """Half a character: it cannot be written as UTF-8."""
    return "\ud800" <= character <= "\udfff"


def text_trouble(struct: type[msgspec.Struct], fields: Mapping[str, Any], path: str = "") -> Problem | None:
    """The first text that is missing, not a text, or too long."""
    for name, text in text_fields(struct).items():
        value = fields.get(name)
        if value is None:
            if not text.optional:
                return problem("Please write something here.", path + name)
        elif not isinstance(value, str):
            return problem("Please write this as plain text.", path + name)
        elif len(value) > text.limit:
            return problem(
                "This is {length} characters long; there is room for {limit}.",
                path + name,
                length=len(value),
                limit=text.limit,
            )
    for name, inner in nested_structs(struct).items():
        value = fields.get(name)
        trouble = text_trouble(inner, value if isinstance(value, Mapping) else {}, f"{path}{name}.")
        if trouble:
            return trouble
    return None


def number_trouble(struct: type[msgspec.Struct], fields: msgspec.Struct) -> Problem | None:
    """The first number outside its bounds, so that the form can point at the field."""
    for name, bounds in bounded_fields(struct).items():
        value: Decimal | None = getattr(fields, name)
        if value is not None and not bounds.holds(value):
            return problem("This number is too small, too large or too exact.", name)
    return None


def seal_texts(
    struct: type[msgspec.Struct], fields: Mapping[str, Any], writer: Writer, keys: KeyStore, path: str
) -> dict[str, Any]:
    """The same fields with every text sealed under the command and field it belongs to."""
    sealed = dict(fields)
    texts, inner = text_fields(struct), nested_structs(struct)
    for name, value in fields.items():
        if value is None:
            continue  # Said to be left out, as a program says it.
        if name in texts:
            sealed[name] = seal_one(texts[name], value, writer, keys, path + name, fields)
        elif name in inner:
            sealed[name] = seal_texts(inner[name], value, writer, keys, f"{path}{name}.")
    return sealed


def seal_one(
    text: TextField, value: str, writer: Writer, keys: KeyStore, path: str, fields: Mapping[str, Any]
) -> Words | Personal:
    """One sealed text. Something about a person is sealed under the key of the person it is about."""
    partnership, person, command, language = writer
    if text.kind is Words:
        return keys.seal_words(partnership, person, command, path, value, language)
    about = fields.get("person", person)
    return keys.seal_personal(partnership, about, command, path, value)


def in_plain_words(error: str) -> Problem:
    """What the validator said, as a sentence for the person who filled in the form."""
    where = re.search(r"at `\$\.?([^`]*)`", error)
    field = where.group(1).split("[")[0] or None if where else None
    unknown = re.search(r"unknown field `([^`]*)`", error)
    if unknown:
        return problem("This form has a field that is not known here: {name}.", name=unknown.group(1)[:60])
    missing = re.search(r"missing required field `([^`]*)`", error)
    if missing:
        return problem("Please fill this in.", missing.group(1))
    if re.search(r"Expected `int` [<>]", error):
        return problem("This number is too small, too large or too exact.", field)
    return problem("Please look at this again; it is not in the form we expect.", field)


@lru_cache
def text_fields(struct: type[msgspec.Struct]) -> dict[str, TextField]:
    """The fields of a struct that hold sealed text."""
    found = {}
    for name, hint in get_type_hints(struct, include_extras=True).items():
        parts = list(flattened(hint))
        kind = next((p for p in parts if p in (Words, Personal)), None)
        if kind is not None:
            limit = next((p.characters for p in parts if isinstance(p, Limit)), NOT_SPECIFIED_LIMIT)
            found[name] = TextField(kind, limit, type(None) in parts)
    return found


@lru_cache
def nested_structs(struct: type[msgspec.Struct]) -> dict[str, type[msgspec.Struct]]:
    """The fields of a struct that are structs of texts themselves (the letters of SMART)."""
    hints = get_type_hints(struct, include_extras=True)
    return {
        name: part
        for name, hint in hints.items()
        for part in flattened(hint)
        if isinstance(part, type)
        and issubclass(part, msgspec.Struct)
        and part not in (Words, Personal, Limit, Between)
        and text_fields(part)
    }


@lru_cache
def bounded_fields(struct: type[msgspec.Struct]) -> dict[str, Between]:
    """The fields of a struct that hold a number with declared bounds."""
    return {
        name: part
        for name, hint in get_type_hints(struct, include_extras=True).items()
        for part in flattened(hint)
        if isinstance(part, Between)
    }


def flattened(hint: Any) -> Iterator[Any]:
    """A type hint's parts: the members of unions, what is annotated, and the annotations."""
    if get_origin(hint) is Annotated or get_origin(hint) in (Union, types.UnionType):
        for part in get_args(hint):
            yield from flattened(part)
    else:
        yield hint


@lru_cache
def checked_shape(struct: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """The same struct with plain text where the sealed text will be: what a client may send."""
    hints = get_type_hints(struct, include_extras=True)
    texts, inner = text_fields(struct), nested_structs(struct)
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = []
    for name in struct.__struct_fields__:
        hint: Any = hints[name]
        if name in texts:
            hint = str | None if texts[name].optional else str
        elif name in inner:
            hint = checked_shape(inner[name])
        default = default_of(struct, name)
        fields.append((name, hint) if default is msgspec.NODEFAULT else (name, hint, default))
    return msgspec.defstruct(f"{struct.__name__}Fields", fields, kw_only=True, forbid_unknown_fields=True)


def default_of(struct: type[msgspec.Struct], name: str) -> Any:
    """A field's default, or NODEFAULT."""
    return next(f.default for f in msgspec.structs.fields(struct) if f.name == name)
