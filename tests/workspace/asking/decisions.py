"""What people might ask about decisions."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from events.decisions import Choice, Subject
from tests.workspace.asking.someone import Asking, Maker
from workspace.commands import Command
from workspace.decisions import commands
from workspace.state import OpenQuestion


def open_decision(a: Asking) -> Command:
    subjects = (
        None,
        Subject("wording", a.an_id(a.state.charter.wordings)),
        Subject("goal", a.an_id(a.state.goals.goals)),
    )
    return commands.OpenDecision(
        title=a.words("title"),
        subject=a.one(subjects),
        method=a.one(["no objection", "majority"]),
        electorate_kind=a.one(["members", "partners"]),
        quorum=a.one([Decimal(0), Decimal("0.1"), Decimal("0.5"), Decimal(1)]),
        threshold=a.one([Decimal("0.5"), Decimal("0.66")]),
        closes_at=a.act.at + timedelta(minutes=a.chance.randrange(1, 9_000)) if a.likely(70) else None,
        zone="Europe/Madrid",
    )


def cast_ballot(a: Asking) -> Command:
    decision = a.open_question()
    question = a.state.decisions.questions.get(decision)
    fits = isinstance(question, OpenQuestion) and question.method == "no objection"
    choice: Choice = "no objection" if fits else a.one(["yes", "yes", "no", "abstain"])
    return commands.CastBallot(decision=decision, choice=choice)


def withdraw_ballot(a: Asking) -> Command:
    return commands.WithdrawBallot(decision=a.open_question())


def raise_objection(a: Asking) -> Command:
    return commands.RaiseObjection(decision=a.open_question("no objection"), reason=a.words("reason"))


def withdraw_objection(a: Asking) -> Command:
    return commands.WithdrawObjection(objection=a.an_id(a.state.decisions.objections), note=a.perhaps("note"))


def integrate_objection(a: Asking) -> Command:
    return commands.IntegrateObjection(objection=a.an_id(a.state.decisions.objections), note=a.words("note"))


def extend_decision(a: Asking) -> Command:
    later = a.act.at + timedelta(days=a.chance.randrange(1, 20))
    return commands.ExtendDecision(decision=a.open_question(), closes_at=later, why=a.words("why"))


def close_decision(a: Asking) -> Command:
    return commands.CloseDecision(decision=a.open_question(), why=a.perhaps("why"))


MAKERS: list[tuple[Maker, int]] = [
    (open_decision, 6),
    (cast_ballot, 16),
    (withdraw_ballot, 3),
    (raise_objection, 5),
    (withdraw_objection, 3),
    (integrate_objection, 3),
    (extend_decision, 3),
    (close_decision, 2),
]
