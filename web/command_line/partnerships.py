"""Which partnerships there are, and which one is meant."""

from datetime import datetime
from typing import NamedTuple

from events.log.codec import decode
from events.log.keys import KeyStore, Unreadable
from events.log.log import Log
from events.partners import PartnershipFounded
from web.command_line.saying import Stop
from web.engine.unreadable import UNREADABLE


class Known(NamedTuple):
    """One partnership: its name and when it began (None if that cannot be read), and where it stands."""

    id: str
    name: str | None
    position: int
    founded: datetime | None
    recorded: datetime
    made_up: bool


def known_partnerships(log: Log, keys: KeyStore) -> list[Known]:
    """Every partnership, in the order of names."""
    found = [one for one in (known(log, keys, key) for key in log.heads()) if one is not None]
    return sorted(found, key=lambda one: ((one.name or "").casefold(), one.id))


def known(log: Log, keys: KeyStore, partnership: str) -> Known | None:
    """What the first event of a partnership and its head say; None if it has no events."""
    head = log.head(partnership)
    first = log.read(partnership, 0, 1)
    if not first:
        return None
    try:
        header, event = decode(first[0].state)
    except UNREADABLE:
        return Known(partnership, None, head.position, None, head.recorded_at, made_up=False)
    if not isinstance(event, PartnershipFounded):
        return None
    name = keys.open(partnership, event.name)
    shown = None if isinstance(name, Unreadable) else name
    return Known(partnership, shown, head.position, header.when, head.recorded_at, event.made_up)


def named(log: Log, keys: KeyStore, wanted: str) -> list[Known]:
    """The partnership with that id, else those of exactly that name."""
    by_id = known(log, keys, wanted)
    if by_id is not None:
        return [by_id]
    return [one for one in known_partnerships(log, keys) if one.name == wanted]


def the_one(log: Log, keys: KeyStore, wanted: str) -> Known:
    """The partnership that is meant; Stop when there is none, or more than one."""
    found = named(log, keys, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        raise several(wanted, found)
    raise Stop(
        f"There is no partnership {wanted!r} here. `everyseat partnerships` lists those there are, "
        "with name and id."
    )


def several(wanted: str, found: list[Known]) -> Stop:
    """More than one goes by that name."""
    ids = ", ".join(one.id for one in found)
    return Stop(f"{len(found)} partnerships are called {wanted!r}. Name one by its id: {ids}.")
