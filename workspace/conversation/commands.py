"""What can be asked about remarks."""

from typing import Annotated

from events.anchors import Anchor
from events.conversation import Answer, Thing
from events.sealed import Words
from workspace.commands import Command, Id, Limit, Reason

Passage = Annotated[Words, Limit(1_000)]


class MakeRemark(Command, frozen=True, kw_only=True):
    """Say something about a text. The server says where the passage stands that it is about, if any."""

    about: Thing
    anchor: Anchor | None = None
    passage: Passage | None = None
    text: Reason


class AnswerRemark(Command, frozen=True, kw_only=True):
    """Say what became of a remark, and why (those who lead, or who proposed the wording)."""

    remark: Id
    answer: Answer
    why: Reason


ConversationCommand = MakeRemark | AnswerRemark
