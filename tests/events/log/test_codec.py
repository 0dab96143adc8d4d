"""Stored bytes are canonical, are read back as the same event, and refuse what has no bytes."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from events.decisions import DecisionExtended
from events.goals import GoalDropped, GoalVoted, ObjectiveRevised
from events.log import codec
from events.log.codec import BrokenEvent, NotCanonical, UnknownEvent
from events.log.shape import in_utc, shape_of
from events.sealed import Words
from events.vocabulary import BY_CLASS, BY_NAME, Event, Header, Recorded, kept
from tests.events.made_up import recorded

AT = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
VOTE = GoalVoted(goal="g1", vote="support")


def header(name: str = "GoalVoted", **more: Any) -> Header:
    given = {"command": "c1", "partnership": "p1", "person": "alice", "position": 7, "recorded_at": AT}
    return Header(name=name, **(given | more))


def words(ref: str = "c1.why.ab") -> Words:
    return Words("en", ref, "Ym94")


@given(recorded())
@settings(max_examples=150, deadline=None)
def test_every_event_comes_back_from_its_bytes(one: Recorded) -> None:
    state = codec.encode(*one)
    back = codec.decode(state)
    assert back == Recorded(in_utc(one.header), in_utc(one.event))
    assert codec.encode(*back) == state
    assert codec.decode_header(state) == back.header


@given(recorded())
@settings(max_examples=100, deadline=None)
def test_the_bytes_are_those_of_another_canonical_writer(one: Recorded) -> None:
    state = codec.encode(*one)
    assert state.count(b"\n") == 1
    for part in state.split(b"\n"):
        again = json.dumps(json.loads(part), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert part == again.encode()


def test_the_bytes_of_a_vote_are_these() -> None:
    assert codec.encode(header(role="member"), VOTE) == (
        b'{"command":"c1","name":"GoalVoted","partnership":"p1","person":"alice","position":7,'
        b'"recorded_at":"2026-05-04T03:02:01Z","role":"member"}\n{"goal":"g1","vote":"support"}'
    )


def test_the_leaf_commits_to_header_and_payload() -> None:
    state = codec.encode(header(), VOTE)
    head, payload = state.split(b"\n")
    assert codec.leaf(state) == sha256(b"\0" + head + sha256(payload).digest()).digest()
    assert codec.leaf(state).hex() == "bea6496e5474548009040b943ea056c95c53f8b153068f734c60f0c3aad0a9c3"
    others = [
        codec.encode(header(position=8), VOTE),
        codec.encode(header(), GoalVoted(goal="g1", vote="against")),
    ]
    assert len({codec.leaf(one) for one in [state, *others]}) == 3


def test_times_are_stored_in_utc() -> None:
    east = timezone(timedelta(hours=9))
    event = DecisionExtended(decision="d1", closes_at=AT.astimezone(east), why=words())
    state = codec.encode(
        header("DecisionExtended", recorded_at=AT.astimezone(east), occurred_at=AT.astimezone(east)), event
    )
    assert state.count(b"2026-05-04T03:02:01Z") == 3


@pytest.mark.parametrize(
    ("head", "event"),
    [
        (header(), GoalVoted(goal="e\u0301", vote="support")),
        (header(person="e\u0301"), VOTE),
        (header(), GoalVoted(goal="\ud800", vote="support")),
        (header(), GoalVoted(goal="g1", vote="perhaps")),  # type: ignore[arg-type]
        (header(recorded_at=datetime(2026, 1, 1)), VOTE),
        (header(occurred_at=datetime(2026, 1, 1)), VOTE),
        (header("GoalDropped"), VOTE),
        (header(version=2), VOTE),
        (
            header("DecisionExtended"),
            DecisionExtended(decision="d1", closes_at=datetime(2026, 1, 1), why=words()),
        ),
        *(
            (
                header("ObjectiveRevised"),
                ObjectiveRevised(objective="o1", target=target, due=date(2026, 1, 1), why=words()),
            )
            for target in (Decimal("NaN"), Decimal("Infinity"), 1.5, 3)
        ),
        (header("GoalDropped"), GoalDropped(goal="g1", why=words("c2.why.ab"))),
        (header("GoalDropped"), GoalDropped(goal="g1", why=words("c1.title.ab"))),
        (header("GoalDropped"), GoalDropped(goal="g1", why=words("c1.why"))),
    ],
)
def test_what_has_no_canonical_bytes_is_refused(head: Header, event: Event) -> None:
    with pytest.raises(NotCanonical):
        codec.encode(head, event)


@pytest.mark.parametrize(
    "state",
    [
        b"",
        b"{}\n{}",
        b"not json\n{}",
        codec.encode(header(), VOTE)[:-1],
        codec.encode(header(), VOTE).partition(b"\n")[0],
        codec.encode(header(), VOTE).replace(b"support", b"perhaps"),
        codec.encode(header(), VOTE).replace(b'"g1"', '"e\u0301"'.encode()),
        codec.encode(header(), VOTE).replace(b'"goal"', b'"gaol"'),
        codec.encode(header(), VOTE) + b'\n{"goal":"g2","vote":"support"}',
        codec.encode(header(), VOTE).replace(b"g1", b"\xff"),
        codec.encode(header("GoalDropped"), GoalDropped(goal="g1", why=words())).replace(
            b"c1.why", b"c2.why"
        ),
    ],
)
def test_broken_bytes_are_called_broken(state: bytes) -> None:
    with pytest.raises(BrokenEvent):
        codec.decode(state)


def test_an_event_of_a_newer_program_is_called_unknown() -> None:
    state = codec.encode(header(), VOTE)
    with pytest.raises(UnknownEvent) as unknown:
        codec.decode(state.replace(b"GoalVoted", b"GoalSung"))
    assert (unknown.value.name, unknown.value.position) == ("GoalSung", 7)
    newer = state.replace(
        b'"recorded_at":"2026-05-04T03:02:01Z"', b'"recorded_at":"2026-05-04T03:02:01Z","version":2'
    )
    with pytest.raises(UnknownEvent):
        codec.decode(newer)


@pytest.fixture
def song_sung() -> Iterator[type[Event]]:
    """An event class in its third version, known only during the test."""

    class SongSung(Event):
        title: str
        verses: int
        key: str

        @staticmethod
        def upcast_v1_v2(state: dict[str, Any]) -> dict[str, Any]:
            return {"title": state["name"], "verses": 1}

        @staticmethod
        def upcast_v2_v3(state: dict[str, Any]) -> dict[str, Any]:
            return state | {"key": "unknown"}

    SongSung.__module__ = "events.songs"
    yield kept("SongSung", version=3)(SongSung)
    del BY_NAME["SongSung"], BY_CLASS[SongSung]
    codec.reading.cache_clear()


def test_older_versions_are_brought_forward_one_step_at_a_time(song_sung: type[Event]) -> None:
    head = msgspec.json.encode(header("SongSung"))
    older = msgspec.json.encode(header("SongSung", version=2))
    first = codec.decode(head + b'\n{"name":"Ode"}')
    assert first.event == song_sung(title="Ode", verses=1, key="unknown")
    assert first.header.version == 1
    second = codec.decode(older + b'\n{"title":"Ode","verses":3}')
    assert second.event == song_sung(title="Ode", verses=3, key="unknown")
    with pytest.raises(BrokenEvent):
        codec.decode(older + b'\n{"title":"Ode","verses":"three"}')


@pytest.mark.parametrize(
    "loose", [float, list[str], bytes, Any, datetime, dict[int, str], set[str], int | float]
)
def test_no_event_class_may_have_a_field_without_canonical_bytes(loose: Any) -> None:
    with pytest.raises(TypeError):
        shape_of(msgspec.defstruct("Loose", [("field", loose)]))


def test_every_declared_class_has_canonical_fields() -> None:
    for declared in BY_NAME.values():
        shape_of(declared.event_class)
