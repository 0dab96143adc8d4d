"""Rules about how the partnership begins."""

from typing import assert_never

from events.partners import FoundingEvent, InclusionWavePlanned, StartingApproachChosen
from events.vocabulary import Header
from workspace.acts import Act
from workspace.days import within_reach
from workspace.partners.commands.founding import (
    ChooseStartingApproach,
    FoundingCommand,
    PlanInclusionWave,
)
from workspace.refusals import Decided, refuse
from workspace.standing import leads
from workspace.state import Partnership


def decide(command: FoundingCommand, state: Partnership, act: Act) -> Decided:
    """Those who lead say how it begins; saying it again replaces what was said."""
    if not leads(state, act):
        return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")
    match command:
        case ChooseStartingApproach():
            return (
                StartingApproachChosen(
                    we=command.we, approach=command.approach, affected=command.affected, why=command.why
                ),
            )
        case PlanInclusionWave():
            return _plan(command)
        case _:
            assert_never(command)


def _plan(command: PlanInclusionWave) -> Decided:
    if command.title is None and not command.categories:
        return refuse("not valid", "Say whom you want to ask then: choose at least one, or give it a name.")
    refusal = within_reach(command.by)
    if refusal is not None:
        return refusal
    return (
        InclusionWavePlanned(
            number=command.number,
            title=command.title,
            categories=tuple(dict.fromkeys(command.categories)),
            by=command.by,
        ),
    )


def evolve(state: Partnership, event: FoundingEvent, header: Header) -> None:
    """Take one event in: no rule asks afterwards how the partnership began."""
