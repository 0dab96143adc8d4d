"""Who may read an event: every class, every role."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.log import codec
from events.readers import AT_THE_TABLE, LEADING, ROLES, may_read, readers_of
from events.vocabulary import (
    BY_NAME,
    EVERYONE,
    FACILITATORS,
    MEMBERS,
    NOBODY,
    SUBJECT,
    Event,
    Header,
    Readers,
    before,
    until,
)
from tests.events.made_up import recorded_of

AT = datetime(2026, 1, 1, tzinfo=UTC)


class Ballot(Event):
    """An event about a person that is somebody's act."""

    person: str


HEADER = Header(command="c", name="Ballot", partnership="p", person="author", position=1, recorded_at=AT)
BALLOT = Ballot(person="subject")


def reads(readers: Readers, role: str | None, person: str | None = "other", **more: Any) -> bool:
    roles = {role} if role else set()
    return may_read(readers, roles=roles, person=person, header=HEADER, event=BALLOT, **more)


@pytest.mark.parametrize("role", [*ROLES, None])
@pytest.mark.parametrize("name", sorted(BY_NAME))
@given(data=st.data())
@settings(max_examples=3, deadline=None)
def test_every_class_is_read_by_whom_it_declares(name: str, role: str | None, data: st.DataObject) -> None:
    recorded = data.draw(recorded_of(name))
    readers = readers_of(recorded.event)
    roles = [role] if role else []
    allowed = may_read(
        readers, roles=roles, person="a stranger", header=recorded.header, event=recorded.event
    )
    if role in ("observer", "funder", None):
        assert allowed == (readers == EVERYONE)
    elif role in LEADING:
        assert allowed == (readers in (EVERYONE, MEMBERS, FACILITATORS) or readers.kind == "before")
    else:
        assert allowed == (readers in (EVERYONE, MEMBERS))


@pytest.mark.parametrize("role", [*ROLES, None])
def test_the_plain_answers(role: str | None) -> None:
    inside = role in AT_THE_TABLE
    assert reads(EVERYONE, role)
    assert reads(MEMBERS, role) == inside
    assert not reads(NOBODY, role, "author")
    assert not reads(SUBJECT, role)
    assert reads(SUBJECT, role, "author")
    assert reads(SUBJECT, role, "subject")
    assert not reads(SUBJECT, role, None)
    assert reads(FACILITATORS, role) == (role in LEADING)
    assert reads(FACILITATORS, role, "author")
    assert reads(FACILITATORS, role, "subject")


@pytest.mark.parametrize("role", [*ROLES, None])
def test_what_was_open_to_everyone_closes_with_its_end(role: str | None) -> None:
    open_at_first = before("SeatFilled")
    assert reads(open_at_first, role, happened=False)
    assert reads(open_at_first, role, happened=True) == (role in LEADING)
    assert reads(open_at_first, role) == (role in LEADING)  # nobody asked: the careful answer
    assert reads(open_at_first, role, "author", happened=True)


@pytest.mark.parametrize("role", [*ROLES, None])
def test_before_its_end_a_restricted_event_is_its_authors_alone(role: str | None) -> None:
    hidden = until("DecisionClosed")
    assert reads(hidden, role, "author")
    assert not reads(hidden, role, "subject")
    assert reads(hidden, role, happened=True) == (role in AT_THE_TABLE)
    asked = []

    def happened(name: str, event: Event) -> bool:
        asked.append((name, event))
        return True

    assert reads(hidden, role, happened=happened) == (role in AT_THE_TABLE)
    assert asked == [("DecisionClosed", BALLOT)]


def test_an_answer_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="somebody"):
        reads(Readers("somebody"), "member")


def test_what_ends_a_restriction_is_an_event_that_exists() -> None:
    codec.learn_vocabulary()
    ends = [one.readers.until for one in BY_NAME.values() if one.readers.until is not None]
    assert all(end in BY_NAME for end in ends)
