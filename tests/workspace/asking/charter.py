"""What people might ask about charter."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import msgspec

from events.charter import Anchor, StatementKind
from tests.workspace.asking.someone import Asking, Maker
from workspace.charter import commands
from workspace.commands import Command


def open_statement(a: Asking) -> Command:
    return commands.OpenStatement(kind=a.one(get_args(StatementKind)))


def propose_wording(a: Asking) -> Command:
    return commands.ProposeWording(statement=a.an_id(a.state.charter.statements), text=a.words("text"))


def correct_wording(a: Asking) -> Command:
    return commands.CorrectWording(
        wording=a.an_id(a.state.charter.wordings), text=a.words("text"), why=a.words("why")
    )


def withdraw_wording(a: Asking) -> Command:
    return commands.WithdrawWording(wording=a.an_id(a.state.charter.wordings), why=a.perhaps("why"))


def open_draft(a: Asking) -> Command:
    return commands.OpenDraft(statement=a.an_id(a.state.charter.statements), language=a.one(("en", "es")))


def propose_draft(a: Asking) -> Command:
    a.act = msgspec.structs.replace(a.act, counted=True)
    position, root = a.chance.randrange(5), "0" * 64
    draft = a.an_id(a.state.charter.drafts)
    return commands.ProposeDraft(draft=draft, text=a.words("text"), position=position, root=root)


def seal_draft(a: Asking) -> Command:
    a.act = msgspec.structs.replace(a.act, clock=True)
    draft = a.an_id(a.state.charter.drafts)
    return commands.SealDraft(draft=draft, position=a.chance.randrange(9), root="0" * 64)


def invite_ideas(a: Asking) -> Command:
    at = a.act.at + timedelta(hours=a.chance.randrange(-1, 48)) if a.likely(50) else None
    return commands.InviteIdeas(statement=a.an_id(a.state.charter.statements), reveals_at=at)


def declare_interest(a: Asking) -> Command:
    return commands.DeclareInterest(
        round=a.an_id(a.state.charter.rounds),
        interest=a.perhaps("interest"),
        first_idea=a.perhaps("first_idea"),
        third_idea=a.perhaps("third_idea"),
    )


def reveal_ideas(a: Asking) -> Command:
    return commands.RevealIdeas(round=a.an_id(a.state.charter.rounds))


def open_draft_round(a: Asking) -> Command:
    return commands.OpenDraftRound(draft=a.an_id(a.state.charter.drafts), minutes=a.chance.randrange(5, 180))


def end_draft_round(a: Asking) -> Command:
    return commands.EndDraftRound(draft=a.an_id(a.state.charter.drafts))


def make_suggestion(a: Asking) -> Command:
    a.act = msgspec.structs.replace(a.act, counted=True)
    return commands.MakeSuggestion(
        draft=a.an_id(a.state.charter.drafts),
        anchor=Anchor("AA==", "AQ=="),
        passage=a.words("passage"),
        replacement=a.perhaps("replacement"),
        why=a.perhaps("why"),
    )


def accept_suggestion(a: Asking) -> Command:
    a.act = msgspec.structs.replace(a.act, counted=True)
    return commands.AcceptSuggestion(suggestion=a.an_id(a.state.charter.suggestions))


def decline_suggestion(a: Asking) -> Command:
    return commands.DeclineSuggestion(suggestion=a.an_id(a.state.charter.suggestions), why=a.words("why"))


def withdraw_suggestion(a: Asking) -> Command:
    own = [key for key, one in a.state.charter.suggestions.items() if one.author == a.act.person]
    return commands.WithdrawSuggestion(suggestion=a.an_id(own))


def offer_translation(a: Asking) -> Command:
    wording = a.an_id(a.state.charter.wordings)
    text = a.words("text")
    language = a.one(("en", "es")) if a.likely(20) else text.lang
    return commands.OfferTranslation(wording=wording, language=language, text=text)


def check_translation(a: Asking) -> Command:
    corrections = a.chance.randrange(2) if a.likely(20) else None
    return commands.CheckTranslation(
        translation=a.an_id(a.state.charter.translations), corrections=corrections
    )


MAKERS: list[tuple[Maker, int]] = [
    (open_statement, 2),
    (propose_wording, 5),
    (correct_wording, 3),
    (withdraw_wording, 3),
    (open_draft, 1),
    (propose_draft, 1),
    (seal_draft, 1),
    (invite_ideas, 2),
    (declare_interest, 4),
    (reveal_ideas, 1),
    (open_draft_round, 1),
    (end_draft_round, 1),
    (make_suggestion, 3),
    (accept_suggestion, 2),
    (decline_suggestion, 1),
    (withdraw_suggestion, 1),
    (offer_translation, 3),
    (check_translation, 2),
]
