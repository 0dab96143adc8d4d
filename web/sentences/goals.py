"""Sentences about goals, the votes on them, objectives and progress."""

from typing import assert_never

from markupsafe import Markup

from events.goals import (
    GoalAchieved,
    GoalAdopted,
    GoalDropped,
    GoalProposed,
    GoalsEvent,
    GoalsRanked,
    GoalVote,
    GoalVoted,
    ObjectiveAchieved,
    ObjectiveDefined,
    ObjectiveRevised,
    ProgressReported,
)
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling

VOTED: dict[GoalVote, str] = {
    "support": N_("{who} supports a goal: {goal}"),
    "unsure": N_("{who} is not sure about a goal: {goal}"),
    "against": N_("{who} is against a goal: {goal}"),
}


def sentence(event: GoalsEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case GoalProposed():
            return tell.say(N_("{who} proposed a goal: {goal}"), goal=tell.goal(event.goal))
        case GoalVoted():
            return tell.say(VOTED[event.vote], goal=tell.goal(event.goal))
        case GoalsRanked():
            return ranked(event, tell)
        case GoalAdopted(decision=None):
            return tell.say(N_("{who} noted that we take on a goal: {goal}"), goal=tell.goal(event.goal))
        case GoalAdopted():
            assert event.decision is not None
            goal, decision = tell.goal(event.goal), tell.decision(event.decision)
            return tell.say(N_("We take on a goal: {goal}, through {decision}"), goal=goal, decision=decision)
        case GoalDropped():
            goal, why = tell.goal(event.goal), tell.quote(event.why)
            return tell.say(N_("{who} let a goal go: {goal} {why}"), goal=goal, why=why)
        case GoalAchieved():
            return tell.say(N_("{who} noted that a goal is reached: {goal}"), goal=tell.goal(event.goal))
        case ObjectiveDefined() | ObjectiveRevised() | ProgressReported() | ObjectiveAchieved():
            return objective(event, tell)
        case _:
            assert_never(event)


def ranked(event: GoalsRanked, tell: Telling) -> Markup:
    """What comes first for a person; an empty list takes it back."""
    if not event.goals:
        return tell.say(N_("{who} took back what comes first for them."))
    goals = Markup(", ").join(tell.goal(goal) for goal in event.goals)
    return tell.ngettext(
        "{who} named {count} goal that comes first for them: {goals}",
        "{who} named {count} goals that come first for them: {goals}",
        len(event.goals),
        goals=goals,
    )


def objective(
    event: ObjectiveDefined | ObjectiveRevised | ProgressReported | ObjectiveAchieved, tell: Telling
) -> Markup:
    """A step to a goal is set, agreed on anew, reported on, or reached."""
    step = tell.objective(event.objective)
    match event:
        case ObjectiveDefined():
            return tell.say(
                N_("{who} set a step to the goal {goal}: {step}, by {day}."),
                goal=tell.goal(event.goal),
                step=step,
                day=tell.day(event.due),
            )
        case ObjectiveRevised():
            return tell.say(
                N_("{who} noted what was agreed anew for {step}: {target} by {day}. {why}"),
                step=step,
                target=tell.number(event.target),
                day=tell.day(event.due),
                why=tell.quote(event.why),
            )
        case ProgressReported():
            return progress(event, step, tell)
        case ObjectiveAchieved():
            return tell.say(N_("A step is reached: {step}"), step=step)
        case _:
            assert_never(event)


def progress(event: ProgressReported, step: Markup, tell: Telling) -> Markup:
    """Where an objective stands, with or without where it can be seen."""
    value = tell.number(event.value)
    if event.evidence is None:
        return tell.say(N_("{who} said where {step} stands: {value}."), step=step, value=value)
    evidence = tell.quote(event.evidence)
    return tell.say(
        N_("{who} said where {step} stands: {value}. {evidence}"), step=step, value=value, evidence=evidence
    )
