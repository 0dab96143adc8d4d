"""The messages of the Yjs sync and awareness protocols, as y-websocket speaks them.

Source: `y-protocols/sync.js`, `awareness.js`, `auth.js` and `y-websocket` 3 (MIT).
"""

from typing import Literal, NamedTuple

from web.drafting.encoding import Malformed, Reader, number, with_length

SYNC, AWARENESS, AUTH, ASK_AWARENESS = 0, 1, 2, 3
STEP_1, STEP_2, UPDATE = 0, 1, 2
MOST_STATES = 64

Kind = Literal["what do you have", "update", "awareness", "who is here"]


class Message(NamedTuple):
    """What a client says. `body` is a state vector, an update, or awareness states."""

    kind: Kind
    body: bytes


class Presence(NamedTuple):
    """One client's state in the room, as JSON text; "null" when it is gone."""

    client: int
    clock: int
    state: str


def read_message(data: bytes) -> Message:
    """Read what a client sent. Raises Malformed."""
    reader = Reader(data)
    match reader.number():
        case 0:
            step = reader.number()
            if step > UPDATE:
                raise Malformed("an unknown step of synchronisation")
            return Message("what do you have" if step == STEP_1 else "update", reader.bytes())
        case 1:
            return Message("awareness", reader.bytes())
        case 3:
            return Message("who is here", b"")
        case _:
            raise Malformed("an unknown kind of message")


def is_update(data: bytes) -> bool:
    """Whether a message says that something changed; the rest are questions, and who is where."""
    return data[:1] == bytes((SYNC,)) and data[1:2] != bytes((STEP_1,))


def checked_state(state: bytes) -> bytes:
    """A state vector that is one. Raises Malformed; what asks for nothing is a document without a word."""
    reader = Reader(state)
    for _ in range(reader.number()):
        reader.number(), reader.number()
    if not reader.done:
        raise Malformed("something follows the end of a state")
    return state


def ask(state: bytes) -> bytes:
    """ "This is what I have; send me the rest." """
    return bytes((SYNC, STEP_1)) + with_length(state)


def answer(update: bytes) -> bytes:
    """Everything that somebody who asked does not have."""
    return bytes((SYNC, STEP_2)) + with_length(update)


def news(update: bytes) -> bytes:
    """Something new."""
    return bytes((SYNC, UPDATE)) + with_length(update)


def not_yours(why: str) -> bytes:
    """ "You may read here, and not write." """
    return bytes((AUTH, 0)) + with_length(why.encode())


def read_presences(body: bytes) -> list[Presence]:
    """The states in an awareness message. Raises Malformed."""
    reader = Reader(body)
    count = reader.number()
    if count > MOST_STATES:
        raise Malformed("too many states at once")
    return [Presence(reader.number(), reader.number(), reader.text()) for _ in range(count)]


def presences(states: list[Presence]) -> bytes:
    """States as a message."""
    body = number(len(states))
    for one in states:
        body += number(one.client) + number(one.clock) + with_length(one.state.encode())
    return bytes((AWARENESS,)) + with_length(body)
