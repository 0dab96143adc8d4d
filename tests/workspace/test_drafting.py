"""Rules about texts that are written together."""

from __future__ import annotations

import pytest

from events.charter import DraftOpened, DraftSealed, Letters, WordingProposed
from events.decisions import DecisionSuperseded, Subject
from tests.workspace.table import Table, words
from workspace.charter.commands import OpenDraft, OpenStatement, ProposeDraft, ProposeWording, SealDraft
from workspace.decisions.commands import OpenDecision

ROOT = "a" * 64


class Drafting(Table):
    """A table with ben, and a draft of its mission."""

    def __init__(self) -> None:
        super().__init__()
        self.admit("ben")
        self.mission = self.makes("ana", OpenStatement(kind="mission"))
        self.draft = self.makes("ben", OpenDraft(statement=self.mission, language="en"))


@pytest.fixture
def table() -> Drafting:
    return Drafting()


def test_a_statement_has_one_draft_in_each_language(table: Drafting) -> None:
    table.refuses("ana", OpenDraft(statement=table.mission, language="en"), "open already")
    (opened,) = table.does("ana", OpenDraft(statement=table.mission, language="es"))
    assert opened == DraftOpened(draft=table.act.command, statement=table.mission, language="es")
    table.refuses("ana", OpenDraft(statement="nothing", language="es"), "Nobody has begun")


def test_what_a_draft_says_is_proposed_by_the_server_only(table: Drafting) -> None:
    command = ProposeDraft(draft=table.draft, text=words("a mission"), position=3, root=ROOT)
    table.refuses("ben", command, "Only the server")
    (proposed,) = table.does("ben", command, counted=True)
    assert proposed == WordingProposed(
        wording=table.act.command,
        statement=table.mission,
        text=words("a mission"),
        draft=table.draft,
        draft_position=3,
        draft_root=ROOT,
    )


def test_an_empty_or_unknown_draft_is_not_proposed(table: Drafting) -> None:
    for draft, position, why in ((table.draft, 0, "Write first"), ("nothing", 1, "no such draft")):
        command = ProposeDraft(draft=draft, text=words(), position=position, root=ROOT)
        table.refuses("ben", command, why, counted=True)


def test_a_text_from_a_draft_overtakes_the_vote_on_an_earlier_one(table: Drafting) -> None:
    wording = table.makes("ben", ProposeWording(statement=table.mission, text=words("first")))
    decision = table.makes("ana", OpenDecision(title=words(), subject=Subject("wording", wording)))
    command = ProposeDraft(draft=table.draft, text=words("second"), position=1, root=ROOT)
    _, superseded = table.does("ben", command, counted=True)
    assert superseded == DecisionSuperseded(decision=decision, by=table.act.command)


def test_only_the_clock_closes_a_draft_and_only_forward(table: Drafting) -> None:
    letters = (Letters("ben", 7), Letters("ana", 9))
    command = SealDraft(draft=table.draft, position=5, root=ROOT, letters=letters)
    table.refuses("ben", command, "Only the clock")
    assert table.does("clock", command, clock=True) == (
        DraftSealed(draft=table.draft, letters=letters, position=5, root=ROOT),
    )
    table.stays_quiet("clock", SealDraft(draft=table.draft, position=4, root=ROOT), clock=True)
    table.refuses("clock", SealDraft(draft="nothing", position=4, root=ROOT), "no such draft", clock=True)
