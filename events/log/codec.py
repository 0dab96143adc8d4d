"""Events to bytes and back.

A stored `state` is the header's JSON, one newline, the payload's JSON. Both are canonical: keys
sorted, no floats, amounts as decimal strings, times as RFC 3339 UTC with `Z`, text in NFC; and
neither holds a raw newline, so the first one always divides them. The bytes are hashed as they
are and never written again: a changed shape is a new version, brought forward when it is read.
"""

import importlib
import pkgutil
from datetime import UTC
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple
from unicodedata import is_normalized

import msgspec

import events
from events.log.shape import Shape, has_canonical_bytes, in_utc, shape_of
from events.vocabulary import BY_CLASS, BY_NAME, Event, Header, Recorded

LEAF = b"\x00"

_encode = msgspec.json.Encoder(order="sorted", decimal_format="string").encode
_decode_header = msgspec.json.Decoder(Header).decode


class UnknownEvent(Exception):
    """The log holds an event that this version of the program has no class for."""

    def __init__(self, name: str, version: int, position: int) -> None:
        super().__init__(f"event {position} is a {name} of version {version}, which is not known here")
        self.name, self.version, self.position = name, version, position


class BrokenEvent(Exception):
    """Stored bytes that are not what their header says."""


class NotCanonical(ValueError):
    """An event that cannot be written as canonical bytes: nothing was stored."""


class Reading(NamedTuple):
    """What reading and writing one event class needs, prepared once."""

    event_class: type[Event]
    version: int
    decode: Any
    shape: Shape


def learn_vocabulary() -> None:
    """Import every feature of the vocabulary, so that every stored name is known."""
    for module in pkgutil.iter_modules(events.__path__):
        if module.name != "log":
            importlib.import_module(f"events.{module.name}")


@cache
def reading(name: str) -> Reading | None:
    """How events of this stored name are read, or None for a name nobody declared."""
    declared = BY_NAME.get(name)
    if declared is None:
        return None
    decode = msgspec.json.Decoder(declared.event_class).decode
    return Reading(declared.event_class, declared.version, decode, shape_of(declared.event_class))


def encode(header: Header, event: Event) -> bytes:
    """The bytes to store. Raises NotCanonical when they could not be read back as the same event."""
    declared = BY_CLASS[type(event)]
    known = reading(declared.name)
    assert known is not None
    if header.name != declared.name or header.version != declared.version:
        raise NotCanonical(f"the header says {header.name} version {header.version}, not {declared.name}")
    if known.shape.checked is not None:
        event = checked(known.shape, event)
    if header.recorded_at.tzinfo is not UTC or (header.occurred_at and header.occurred_at.tzinfo is not UTC):
        header = in_utc(header)
    try:
        payload = _encode(event)
        state = _encode(header) + b"\n" + payload
        known.decode(payload)
        _decode_header(state[: -len(payload) - 1])
    except (msgspec.MsgspecError, TypeError, ValueError, OverflowError) as error:
        raise NotCanonical(f"a {declared.name} cannot be written: {error}") from error
    if not state.isascii() and not is_normalized("NFC", state.decode()):
        raise NotCanonical(f"a {declared.name} holds text that is not in Unicode normal form C")
    if known.shape.sealed is not None:
        wrong = foreign_seal(known.shape, header.command, event)
        if wrong:
            raise NotCanonical(f"{wrong} of {declared.name} was sealed for another command or field")
    return state


def checked(shape: Shape, event: Event) -> Event:
    """The event with its times in UTC; refuses naive times, and numbers that are none."""
    assert shape.checked is not None
    if all(has_canonical_bytes(value) for _, value in shape.checked(event, "")):
        return event
    moved: Event = in_utc(event)
    for path, value in shape.checked(moved, ""):
        if not has_canonical_bytes(value):
            raise NotCanonical(f"{path} is {value!r}, which has no canonical bytes")
    return moved


def foreign_seal(shape: Shape, command: str, event: Event) -> str | None:
    """The first field whose sealed value was not made for this command and this field."""
    assert shape.sealed is not None
    for path, value in shape.sealed(event, ""):
        if not value.ref.startswith(f"{command}.{path}."):
            return path
    return None


def leaf(state: bytes) -> bytes:
    """The Merkle leaf hash: SHA-256 of 0x00, the header's bytes and the hash of the payload's.

    The payload enters as a hash, so that a proof can show the header of an act without its content.
    """
    header, _, payload = state.partition(b"\n")
    return sha256(LEAF + header + sha256(payload).digest()).digest()


def decode_header(state: bytes) -> Header:
    """Only the envelope of stored bytes."""
    try:
        return _decode_header(state.partition(b"\n")[0])
    except msgspec.MsgspecError as error:
        raise BrokenEvent(f"a stored header cannot be read: {error}") from error


def decode(state: bytes) -> Recorded:
    """The event of stored bytes, in today's version of its class."""
    head, newline, payload = state.partition(b"\n")
    try:
        header = _decode_header(head)
    except msgspec.MsgspecError as error:
        raise BrokenEvent(f"a stored header cannot be read: {error}") from error
    known = reading(header.name)
    if known is None or header.version > known.version:
        raise UnknownEvent(header.name, header.version, header.position)
    if not newline:
        raise BrokenEvent(f"event {header.position}, a {header.name}, has no payload")
    try:
        same = header.version == known.version
        event = known.decode(payload) if same else brought_forward(known, header.version, payload)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BrokenEvent(f"event {header.position}, a {header.name}, cannot be read: {error}") from error
    if known.shape.sealed is not None or not state.isascii():
        refuse_altered(known, header, event, state)
    return Recorded(header, event)


def refuse_altered(known: Reading, header: Header, event: Event, state: bytes) -> None:
    """What `encode` would never have written is refused when it is read, too."""
    if not state.isascii() and not is_normalized("NFC", state.decode()):
        raise BrokenEvent(f"event {header.position}, a {header.name}, holds text outside NFC")
    if known.shape.sealed is not None:
        wrong = foreign_seal(known.shape, header.command, event)
        if wrong:
            raise BrokenEvent(f"event {header.position}: {wrong} was sealed for another command or field")


def brought_forward(known: Reading, version: int, payload: bytes) -> Event:
    """Read an older version by the upcasters that stand beside the class, one step each.

    Whoever verifies hashes does so on the stored bytes, before this.
    """
    state: dict[str, Any] = msgspec.json.decode(payload)
    for step in range(version, known.version):
        state = getattr(known.event_class, f"upcast_v{step}_v{step + 1}")(state)
    return msgspec.convert(state, known.event_class)


learn_vocabulary()
