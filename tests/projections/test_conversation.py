"""The view "conversation": what was said about a thing, and what it was answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import msgspec
import pytest

from events.anchors import Anchor
from events.conversation import InputAnswered, RemarkMade, Thing
from events.sealed import Words
from events.vocabulary import Event, Header, Recorded
from projections import conversation
from projections.conversation import PROJECTION, Conversation
from tests.workspace.histories import told as told_by_rules

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
DRAFT, WORDING = Thing("draft", "d-1"), Thing("wording", "w-1")


def words(text: str) -> Words:
    """Something written; views never open it."""
    return Words("en", f"c.text.{text}", text)


def remark(name: str, about: Thing = DRAFT) -> RemarkMade:
    """Something said about a passage."""
    anchor = Anchor("AAEA", "AAEB") if about is DRAFT else None
    return RemarkMade(remark=name, about=about, anchor=anchor, passage=words("for"), text=words(name))


def answered(name: str) -> InputAnswered:
    """Its answer."""
    return InputAnswered(remark=name, answer="partly", why=words("because"))


def told(*events: Event) -> Conversation:
    """The view after these events."""
    view = PROJECTION.empty()
    for position, event in enumerate(events, start=1):
        header = Header(
            command=f"c-{position}",
            name=type(event).__name__,
            partnership="p-1",
            person="ana",
            position=position,
            recorded_at=START + timedelta(hours=position),
        )
        view = PROJECTION.fold(view, Recorded(header, event))
    return view


EVERYTHING = (remark("r-1"), remark("r-2"), remark("r-3", WORDING), answered("r-1"))


def test_what_waits_for_an_answer_comes_first() -> None:
    view = told(*EVERYTHING)
    assert [one.id for one in conversation.on(view, "d-1")] == ["r-2", "r-1"]
    assert [one.id for one in conversation.on(view, "w-1")] == ["r-3"]
    assert conversation.on(view, "nothing") == []
    assert [one.id for one in conversation.waiting(view)] == ["r-2", "r-3"]


def test_an_answer_says_what_why_who_and_when() -> None:
    given = told(*EVERYTHING).remarks["r-1"].answered
    assert given is not None
    assert (given.answer, given.why) == ("partly", words("because"))
    assert (given.given.person, given.given.position) == ("ana", 4)


def test_how_much_was_said_is_counted() -> None:
    view = told(*EVERYTHING)
    assert conversation.talk(view, "d-1") == ("d-1", 2, 1)
    assert conversation.talk(view, "nothing") == ("nothing", 0, 0)


def test_every_class_is_folded_and_the_view_survives_storing() -> None:
    assert {type(event) for event in EVERYTHING} == set(PROJECTION.events)
    view = told(*EVERYTHING)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(view), type=Conversation) == view


@pytest.mark.parametrize("seed", range(6))
def test_after_any_valid_history_the_view_says_what_the_rules_hold(seed: int) -> None:
    story = told_by_rules(Random(seed), 400)
    view = PROJECTION.empty()
    for recorded in story.history:
        if type(recorded.event) in PROJECTION.events:
            view = PROJECTION.fold(view, recorded)
    held = story.state.conversation.remarks
    assert {
        one: (said.about, said.made.person, said.answered is not None) for one, said in view.remarks.items()
    } == {one: (said.about, said.author, said.answered) for one, said in held.items()}
