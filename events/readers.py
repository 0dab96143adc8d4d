"""Who may read an event: the declaration of its class, applied in one place.

History, pages, search, export, sockets and replay all ask here. Names are another question: auditors
read what members read, and see pseudonyms.
"""

from collections.abc import Callable, Collection
from typing import get_args

from events.partners import Role
from events.vocabulary import BY_CLASS, BY_NAME, Event, Header, Readers

AT_THE_TABLE: frozenset[Role] = frozenset(("convener", "facilitator", "member", "auditor"))
LEADING: frozenset[Role] = frozenset(("convener", "facilitator"))
ROLES: tuple[Role, ...] = get_args(Role)


def may_read(
    readers: Readers,
    *,
    roles: Collection[str],
    person: str | None,
    header: Header,
    event: Event,
    happened: Callable[[str, Event], bool] | bool | None = None,
) -> bool:
    """Whether a person with these roles in the partnership may read the event.

    `person` None is somebody who is not signed in, and has no roles. `happened` answers for
    `until(name)` and `before(name)`: has an event of that name happened to the subject of this one?
    Without an answer the event stays with those who may read it either way.
    """
    match readers.kind:
        case "everyone":
            return True
        case "members":
            return at_the_table(roles)
        case "subject":
            return is_subject(person, header, event)
        case "until":
            if header.person == person:
                return True
            assert readers.until is not None
            return _over(readers.until, event, happened, unknown=False) and at_the_table(roles)
        case "facilitators":
            return is_subject(person, header, event) or leads(roles)
        case "before":
            assert readers.until is not None
            over = _over(readers.until, event, happened, unknown=True)
            return not over or header.person == person or leads(roles)
        case "nobody":
            return False
        case _:
            raise ValueError(f"nobody knows who reads {readers.kind}")


def _over(
    name: str, event: Event, happened: Callable[[str, Event], bool] | bool | None, *, unknown: bool
) -> bool:
    """Whether the event that changes the answer has happened."""
    if happened is None:
        return unknown
    return happened if isinstance(happened, bool) else happened(name, event)


def at_the_table(roles: Collection[str]) -> bool:
    """Whether one of the roles reads what members read. Observers and funders do not."""
    return not AT_THE_TABLE.isdisjoint(roles)


def leads(roles: Collection[str]) -> bool:
    """Whether one of the roles is to convene or to facilitate."""
    return not LEADING.isdisjoint(roles)


def is_subject(person: str | None, header: Header, event: Event) -> bool:
    """Whether the event is the person's own act, or about them."""
    return person is not None and person in (header.person, getattr(event, "person", None))


def readers_of(event: Event) -> Readers:
    """What the class of an event declares."""
    return BY_CLASS[type(event)].readers


def end_of(name: str) -> str | None:
    """The name of the event that ends the restriction of this class, if there is one."""
    return BY_NAME[name].readers.until
