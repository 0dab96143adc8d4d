"""What the rules remember of remarks."""

from typing import assert_never

from events.conversation import ConversationEvent, InputAnswered, RemarkMade
from events.vocabulary import Header
from workspace.state import Partnership, Remark


def evolve(state: Partnership, event: ConversationEvent, header: Header) -> None:
    """Take one event in."""
    known = state.conversation.remarks
    match event:
        case RemarkMade():
            known[event.remark] = Remark(event.about, header.person)
        case InputAnswered():
            known[event.remark].answered = True
        case _:
            assert_never(event)
