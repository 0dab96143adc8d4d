"""Rules about remarks: everybody may say something, and everything gets one answer with a reason."""

from __future__ import annotations

import pytest

from events.anchors import Anchor
from events.conversation import InputAnswered, RemarkMade, Thing
from tests.workspace.table import words
from tests.workspace.test_drafting import Drafting
from workspace.charter.commands import ProposeWording, WithdrawWording
from workspace.conversation.commands import AnswerRemark, MakeRemark

HERE = Anchor("AAEA", "AAEB")


@pytest.fixture
def table() -> Drafting:
    table = Drafting()
    for person in ("cleo", "dora"):
        table.admit(person)
    return table


def remark(table: Drafting, who: str = "cleo", about: Thing | None = None) -> str:
    """Somebody says something, about the draft unless told otherwise."""
    about = about or Thing("draft", table.draft)
    return table.makes(who, MakeRemark(about=about, text=words("too long")), counted=True)


def wording(table: Drafting) -> Thing:
    """A wording that ben proposed."""
    proposed = table.makes("ben", ProposeWording(statement=table.mission, text=words("first")))
    return Thing("wording", proposed)


def test_a_remark_says_about_what_which_passage_and_where_it_stands(table: Drafting) -> None:
    about = Thing("draft", table.draft)
    command = MakeRemark(about=about, anchor=HERE, passage=words("for"), text=words("with?"))
    (made,) = table.does("cleo", command, counted=True)
    assert made == RemarkMade(
        remark=table.act.command, about=about, anchor=HERE, passage=words("for"), text=words("with?")
    )
    table.refuses("cleo", command, "Only the server")


def test_only_what_is_there_and_under_discussion_is_talked_about(table: Drafting) -> None:
    for kind in ("draft", "wording"):
        command = MakeRemark(about=Thing(kind, "nothing"), text=words())  # type: ignore[arg-type]
        assert table.refuses("cleo", command, "", counted=True).kind == "not found"
    about = wording(table)
    remark(table, about=about)
    table.does("ben", WithdrawWording(wording=about.id))
    table.refuses("cleo", MakeRemark(about=about, text=words()), "not under discussion", counted=True)


@pytest.mark.parametrize("answer", ["taken", "partly", "not taken"])
def test_those_who_lead_answer_with_a_reason_and_once(table: Drafting, answer: str) -> None:
    said = remark(table)
    command = AnswerRemark(remark=said, answer=answer, why=words("a reason"))  # type: ignore[arg-type]
    table.refuses("dora", command, "Those who lead answer")
    (answered,) = table.does("ana", command)
    assert answered == InputAnswered(remark=said, answer=answer, why=words("a reason"))  # type: ignore[arg-type]
    table.refuses("ana", command, "its answer already")


def test_who_proposed_a_wording_answers_what_is_said_about_it(table: Drafting) -> None:
    about = wording(table)
    said = remark(table, about=about)
    table.does("ben", AnswerRemark(remark=said, answer="partly", why=words()))


def test_who_proposed_a_wording_does_not_answer_about_other_things(table: Drafting) -> None:
    wording(table)
    command = AnswerRemark(remark=remark(table), answer="partly", why=words())
    table.refuses("ben", command, "Those who lead answer")


def test_nobody_answers_themselves(table: Drafting) -> None:
    command = AnswerRemark(remark=remark(table, "ana"), answer="taken", why=words())
    table.refuses("ana", command, "your own remark")


def test_what_nobody_said_is_not_answered(table: Drafting) -> None:
    table.refuses("ana", AnswerRemark(remark="nothing", answer="taken", why=words()), "not here")
