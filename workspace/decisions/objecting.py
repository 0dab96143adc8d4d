"""Objections: raised with a reason, taken in, or taken back.

Raising one replaces the voter's earlier "no objection" without a further event; when it is resolved,
the voter has no ballot until they vote again.
"""

from typing import assert_never

from events.decisions import ObjectionRaised, ObjectionResolved
from workspace.acts import Act
from workspace.decisions.commands import IntegrateObjection, RaiseObjection, WithdrawObjection
from workspace.decisions.running import in_time, may_steer, voter
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.state import Objection, OpenQuestion, Partnership


def decide(
    command: RaiseObjection | WithdrawObjection | IntegrateObjection, state: Partnership, act: Act
) -> Decided:
    """A voter objects or no longer does; whoever steers the decision takes an objection in."""
    match command:
        case RaiseObjection():
            return _raise(command, state, act)
        case WithdrawObjection():
            return _withdraw(command, state, act)
        case IntegrateObjection():
            return _integrate(command, state, act)
        case _:
            assert_never(command)


def _raise(command: RaiseObjection, state: Partnership, act: Act) -> Decided:
    question = in_time(state, command.decision, act.at)
    if isinstance(question, Refusal):
        return question
    if question.method != "no objection":
        return refuse("not valid", "Here people vote yes or no. Vote no if you are against it.")
    who = voter(state, question, act)
    if isinstance(who, Refusal):
        return who
    if question.ballots.get(who) == "objection":
        return refuse("not now", "You have an objection here already. Take it back first to give a new one.")
    return (
        ObjectionRaised(objection=act.command, decision=command.decision, voter=who, reason=command.reason),
    )


def _withdraw(command: WithdrawObjection, state: Partnership, act: Act) -> Decided:
    found = _unresolved(command.objection, state, act)
    if not isinstance(found, tuple):
        return found
    objection, question = found
    if voter(state, question, act) != objection.voter:
        return refuse("not allowed", "Only the one who objected may take this back.")
    if objection.status != "open":
        return QUIET
    return (
        ObjectionResolved(
            objection=command.objection, decision=objection.decision, how="withdrawn", note=command.note
        ),
    )


def _integrate(command: IntegrateObjection, state: Partnership, act: Act) -> Decided:
    found = _unresolved(command.objection, state, act)
    if not isinstance(found, tuple):
        return found
    objection, question = found
    refusal = may_steer(state, question, act)
    if refusal is not None:
        return refusal
    if objection.status != "open":
        return refuse("not now", "This objection has been settled already.")
    return (
        ObjectionResolved(
            objection=command.objection, decision=objection.decision, how="integrated", note=command.note
        ),
    )


def _unresolved(objection: str, state: Partnership, act: Act) -> tuple[Objection, OpenQuestion] | Refusal:
    """The objection and its question, as long as people may still vote."""
    found = state.decisions.objections.get(objection)
    if found is None:
        return refuse("not found", "This objection is not here. Choose one from the list.")
    question = in_time(state, found.decision, act.at)
    return question if isinstance(question, Refusal) else (found, question)
