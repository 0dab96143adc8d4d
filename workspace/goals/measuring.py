"""Objectives: measurable steps to a goal, and how far they have come."""

from datetime import date
from decimal import Decimal
from typing import assert_never

from events.goals import ObjectiveAchieved, ObjectiveDefined, ObjectiveRevised, ProgressReported
from workspace.acts import Act
from workspace.days import within_reach
from workspace.goals.commands import FIGURES, DefineObjective, ReportProgress, ReviseObjective
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import leads, speaks_for
from workspace.state import Objective, Partnership


def decide(
    command: DefineObjective | ReviseObjective | ReportProgress, state: Partnership, act: Act
) -> Decided:
    """Any member defines a step to an adopted goal; its owner, or a facilitator, keeps it true."""
    match command:
        case DefineObjective():
            return _define(command, state, act)
        case ReviseObjective():
            return _revise(command, state, act)
        case ReportProgress():
            return _report(command, state, act)
        case _:
            assert_never(command)


def _define(command: DefineObjective, state: Partnership, act: Act) -> Decided:
    refusal = (
        _pursued(state, command.goal)
        or _owner(state, command.owner, act)
        or _plan(command.baseline, command.target, command.due, act)
    )
    if refusal is not None:
        return refusal
    return (
        ObjectiveDefined(
            objective=act.command,
            goal=command.goal,
            title=command.title,
            smart=command.smart,
            baseline=command.baseline,
            target=command.target,
            unit=command.unit,
            owner=command.owner,
            due=command.due,
        ),
    )


def _pursued(state: Partnership, goal: str) -> Refusal | None:
    found = state.goals.goals.get(goal)
    if found is None:
        return refuse("not found", "This goal is not here. Choose one from the list.")
    match found.status:
        case "adopted":
            return None
        case "proposed":
            return refuse("not now", "This goal is not taken on yet. Take it on first.")
        case "dropped":
            return refuse("not now", "This goal was let go. Propose it anew.")
        case "achieved":
            return refuse("not now", "This goal is reached. Choose another one.")


def _owner(state: Partnership, owner: str, act: Act) -> Refusal | None:
    """Somebody on a break is not asked, but may take a step on of their own accord."""
    found = state.partners.partners.get(owner)
    if found is None or found.place == "left":
        return refuse("not found", "There is no such partner at the table. Choose one from the list.")
    if found.place == "paused" and owner != speaks_for(act):
        return refuse("not now", "This partner is taking a break. Choose another one, or wait.")
    return None


def _plan(baseline: Decimal, target: Decimal, due: date, act: Act) -> Refusal | None:
    if not (FIGURES.holds(baseline) and FIGURES.holds(target)):
        return refuse("not valid", "Give a number with six decimal places at most.")
    if baseline == target:
        return refuse("not valid", "The target is where you stand today. Choose another target.")
    if due <= act.at.date():
        return refuse("not valid", "This needs some time. Choose a day after today.")
    return within_reach(due)


def _revise(command: ReviseObjective, state: Partnership, act: Act) -> Decided:
    objective = _kept_by(state, command.objective, act)
    if isinstance(objective, Refusal):
        return objective
    if objective.status == "achieved":
        return refuse("not now", "This step is reached, so it stays. Add a new one.")
    if (objective.target, objective.due) == (command.target, command.due):
        return QUIET
    refusal = _plan(objective.baseline, command.target, command.due, act)
    if refusal is not None:
        return refusal
    return (
        ObjectiveRevised(
            objective=command.objective, target=command.target, due=command.due, why=command.why
        ),
    )


def _report(command: ReportProgress, state: Partnership, act: Act) -> Decided:
    objective = _kept_by(state, command.objective, act)
    if isinstance(objective, Refusal):
        return objective
    if not FIGURES.holds(command.value):
        return refuse("not valid", "Give a number with six decimal places at most.")
    reported = ProgressReported(objective=command.objective, value=command.value, evidence=command.evidence)
    if objective.status == "achieved" or not _reaches(objective, command.value):
        return (reported,)
    return (reported, ObjectiveAchieved(objective=command.objective))


def _reaches(objective: Objective, value: Decimal) -> bool:
    """Whether the value is at the target or beyond it, seen from the baseline."""
    if objective.target > objective.baseline:
        return value >= objective.target
    return value <= objective.target


def _kept_by(state: Partnership, objective: str, act: Act) -> Objective | Refusal:
    """The objective, if its goal is pursued and the actor speaks for its owner or leads."""
    found = state.goals.objectives.get(objective)
    if found is None:
        return refuse("not found", "This step is not here. Choose one from the list.")
    if found.owner != speaks_for(act) and not leads(state, act):
        return refuse("not allowed", "Only the partner who looks after this, or a facilitator, may do this.")
    return _pursued(state, found.goal) or found
