"""What people might say about something."""

from __future__ import annotations

from typing import get_args

import msgspec

from events.anchors import Anchor
from events.conversation import Answer, Thing
from tests.workspace.asking.someone import Asking, Maker
from workspace.commands import Command
from workspace.conversation import commands


def make_remark(a: Asking) -> Command:
    a.act = msgspec.structs.replace(a.act, counted=True)
    draft = a.likely(40)
    known = a.state.charter.drafts if draft else a.state.charter.wordings
    return commands.MakeRemark(
        about=Thing("draft" if draft else "wording", a.an_id(known)),
        anchor=Anchor("AA==", "AQ==") if draft else None,
        passage=a.perhaps("passage"),
        text=a.words("text"),
    )


def answer_remark(a: Asking) -> Command:
    return commands.AnswerRemark(
        remark=a.an_id(a.state.conversation.remarks), answer=a.one(get_args(Answer)), why=a.words("why")
    )


MAKERS: list[tuple[Maker, int]] = [(make_remark, 4), (answer_remark, 3)]
