"""What people say about something on the table, and what they are answered."""

from typing import Literal

import msgspec

from events.anchors import Anchor
from events.sealed import Words
from events.vocabulary import Event, kept

ThingKind = Literal["draft", "wording"]
Answer = Literal["taken", "partly", "not taken"]


class Thing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is talked about."""

    kind: ThingKind
    id: str


@kept("RemarkMade")
class RemarkMade(Event, frozen=True, kw_only=True):
    """Somebody says something about a text, or about a passage of it.

    `anchor` is where the passage stands in a text that goes on changing; a frozen one needs none.
    """

    remark: str
    about: Thing
    anchor: Anchor | None
    passage: Words | None
    text: Words


@kept("InputAnswered")
class InputAnswered(Event, frozen=True, kw_only=True):
    """What became of a remark, with the reason: everything that people say gets an answer."""

    remark: str
    answer: Answer
    why: Words


ConversationEvent = RemarkMade | InputAnswered
