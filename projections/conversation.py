"""The view "conversation": what people said about a text, and what they were answered."""

from typing import NamedTuple, assert_never, cast, get_args

import msgspec

from events.anchors import Anchor
from events.conversation import Answer, ConversationEvent, InputAnswered, RemarkMade, Thing
from events.sealed import Words
from events.vocabulary import Recorded
from projections.provenance import Provenance, provenance
from projections.view import Projection


class Answered(msgspec.Struct):
    """What became of a remark, and why."""

    answer: Answer
    why: Words
    given: Provenance


class Remark(msgspec.Struct):
    """What somebody said. `passage` is the part of the text that it is about, `anchor` where that stands."""

    id: str
    about: Thing
    anchor: Anchor | None
    passage: Words | None
    text: Words
    made: Provenance
    answered: Answered | None = None


class Conversation(msgspec.Struct):
    """Remarks by id, in the order in which they were made; `on` leads from a thing's id to them."""

    remarks: dict[str, Remark] = msgspec.field(default_factory=dict)
    on: dict[str, list[str]] = msgspec.field(default_factory=dict)


def fold(view: Conversation, recorded: Recorded) -> Conversation:
    """The view after one more event."""
    header, event = recorded.header, cast(ConversationEvent, recorded.event)
    match event:
        case RemarkMade():
            view.remarks[event.remark] = Remark(
                event.remark, event.about, event.anchor, event.passage, event.text, provenance(header)
            )
            view.on.setdefault(event.about.id, []).append(event.remark)
        case InputAnswered():
            answered = Answered(event.answer, event.why, provenance(header))
            view.remarks[event.remark].answered = answered
        case _:
            assert_never(event)
    return view


def on(view: Conversation, thing: str) -> list[Remark]:
    """What was said about a thing: what waits for an answer first, else in the order it was said."""
    found = [view.remarks[one] for one in view.on.get(thing, ())]
    return sorted(found, key=lambda one: one.answered is not None)


class Talk(NamedTuple):
    """How much was said about a thing, and how much of it waits for an answer."""

    thing: str
    said: int
    waiting: int


def talk(view: Conversation, thing: str) -> Talk:
    """How much was said about a thing."""
    said = on(view, thing)
    return Talk(thing, len(said), sum(one.answered is None for one in said))


def waiting(view: Conversation) -> list[Remark]:
    """Remarks without an answer, the oldest first."""
    return [one for one in view.remarks.values() if one.answered is None]


PROJECTION = Projection("conversation", 1, Conversation, fold, frozenset(get_args(ConversationEvent)))
