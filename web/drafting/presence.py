"""Who is in the room and where their cursor is. The name is the server's to say, never the client's.

Only who shows their cursor is here for others: a client that says nothing of a place shows nobody.
"""

import json
from typing import Any, NamedTuple

from web.drafting.encoding import LARGEST as LARGEST_NUMBER
from web.drafting.protocol import Presence
from web.drafting.updates import TEXT

LARGEST = 2_000
PLACE = {"type", "tname", "item", "assoc"}
ADDRESS = {"client", "clock"}
MOST_EACH = 8
COLOURS = ("#0f766e", "#b45309", "#1d4ed8", "#a21caf", "#15803d", "#b91c1c", "#4338ca", "#a16207")
"""All readable on paper and in the dark; a label always says the name as well."""


class Known(NamedTuple):
    """A client's last state, and whose window it is."""

    peer: object
    clock: int
    state: str


class Presences:
    """The states of all clients of one room."""

    def __init__(self) -> None:
        self._known: dict[int, Known] = {}

    def take(self, peer: object, user: dict[str, str], states: list[Presence]) -> list[Presence]:
        """What of these states others may be told, with the name that the server knows.

        A client repeats what it heard of others: only what is about the peer's own windows counts.
        """
        told = []
        for one in states:
            before = self._known.get(one.client)
            if (
                one.clock >= LARGEST_NUMBER
            ):  # When the peer leaves, one more is said; browsers cannot read it.
                continue
            if before is not None and before.peer is not peer:
                continue
            if before is None and sum(known.peer is peer for known in self._known.values()) >= MOST_EACH:
                continue
            if before is not None and one.clock < before.clock:
                continue
            state = said(one.state, user)
            if state == "null":
                if self._known.pop(one.client, None) is None:
                    continue
            else:
                self._known[one.client] = Known(peer, one.clock, state)
            told.append(Presence(one.client, one.clock, state))
        return told

    def whose(self, client: int) -> object | None:
        """The window that shows itself under a number."""
        known = self._known.get(client)
        return known.peer if known else None

    def leave(self, peer: object) -> list[Presence]:
        """What others are to be told when somebody is gone."""
        gone = [(client, known) for client, known in self._known.items() if known.peer is peer]
        for client, _ in gone:
            del self._known[client]
        return [Presence(client, known.clock + 1, "null") for client, known in gone]

    def all(self) -> list[Presence]:
        """Everybody, for who comes in."""
        return [Presence(client, known.clock, known.state) for client, known in self._known.items()]


def said(state: str, user: dict[str, str]) -> str:
    """A client's state with nothing in it but its cursor, and the server's name; "null" for none."""
    if len(state) > LARGEST:
        return "null"
    try:
        given: Any = json.loads(state)
    except (ValueError, RecursionError):
        return "null"
    if not isinstance(given, dict):
        return "null"
    cursor = given.get("cursor")
    if not is_cursor(cursor):
        return "null"
    return json.dumps({"user": user, "cursor": cursor}, separators=(",", ":"))


def is_cursor(given: object) -> bool:
    """Whether it is a pair of places in the text, as Yjs writes relative positions."""
    return isinstance(given, dict) and set(given) == {"anchor", "head"} and all(map(is_place, given.values()))


def is_place(given: object) -> bool:
    """A relative position: the name of the text, numbers, and a character's address."""
    if not isinstance(given, dict) or not set(given) <= PLACE:
        return False
    for value in given.values():
        if isinstance(value, dict):
            if not set(value) <= ADDRESS or not all(map(is_number, value.values())):
                return False
        elif not (value is None or value == TEXT or is_number(value)):
            return False
    return True


def is_number(given: object) -> bool:
    """Whether every browser reads it as the number that it is."""
    return isinstance(given, int) and abs(given) <= LARGEST_NUMBER
