"""Rules about remarks: anybody at the table says something, and everything gets one answer."""

from typing import assert_never

from events.conversation import InputAnswered, RemarkMade, Thing
from workspace.acts import Act
from workspace.conversation.commands import AnswerRemark, ConversationCommand, MakeRemark
from workspace.refusals import Decided, Refusal, refuse
from workspace.standing import leads
from workspace.state import Partnership, Remark


def decide(command: ConversationCommand, state: Partnership, act: Act) -> Decided:
    """What follows from a command about remarks."""
    match command:
        case MakeRemark():
            return _remark(command, state, act)
        case AnswerRemark():
            return _answer(command, state, act)
        case _:
            assert_never(command)


def _remark(command: MakeRemark, state: Partnership, act: Act) -> Decided:
    refusal = _cannot_be_talked_about(command.about, state)
    if refusal is not None:
        return refusal
    made = RemarkMade(
        remark=act.command,
        about=command.about,
        anchor=command.anchor,
        passage=command.passage,
        text=command.text,
    )
    return (made,)


def _cannot_be_talked_about(about: Thing, state: Partnership) -> Refusal | None:
    match about.kind:
        case "draft":
            if about.id not in state.charter.drafts:
                return refuse("not found", "There is no such draft. Open it first.")
        case "wording":
            wording = state.charter.wordings.get(about.id)
            if wording is None:
                return refuse("not found", "This wording is not here. Choose one from the list.")
            if wording.status != "proposed":
                return refuse("not now", "This wording is not under discussion any more. Propose a new one.")
        case _:
            assert_never(about.kind)
    return None


def _answer(command: AnswerRemark, state: Partnership, act: Act) -> Decided:
    remark = state.conversation.remarks.get(command.remark)
    if remark is None:
        return refuse("not found", "This remark is not here. Choose one from the list.")
    if remark.author == act.person:
        return refuse("not allowed", "This is your own remark. Somebody else answers it.")
    if not leads(state, act) and not _proposed_it(remark, state, act):
        return refuse(
            "not allowed", "Those who lead answer this, or who proposed the wording. Ask one of them."
        )
    if remark.answered:
        return refuse("not now", "This remark has its answer already. Make a new one if you like.")
    return (InputAnswered(remark=command.remark, answer=command.answer, why=command.why),)


def _proposed_it(remark: Remark, state: Partnership, act: Act) -> bool:
    wording = state.charter.wordings.get(remark.about.id) if remark.about.kind == "wording" else None
    return wording is not None and wording.author == act.person
