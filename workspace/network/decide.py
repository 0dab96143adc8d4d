"""Rules about recorded ties between partners."""

from events.network import Tie, TiesRecorded
from workspace.acts import Act
from workspace.network.commands import NetworkCommand
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.standing import convenes
from workspace.state import Partnership


def decide(command: NetworkCommand, state: Partnership, act: Act) -> Decided:
    """A convener (or the command line) records a survey's ties; the same ones again stay quiet."""
    if not convenes(state, act):
        return refuse("not allowed", "Only a convener may do this. Ask one of them.")
    for tie in command.ties:
        refusal = _between_partners(state, tie)
        if refusal is not None:
            return refusal
    if state.network.ties.get(command.kind) == command.ties:
        return QUIET
    return (TiesRecorded(kind=command.kind, source=command.source, ties=command.ties),)


def _between_partners(state: Partnership, tie: Tie) -> Refusal | None:
    for partner in (tie.one, tie.other):
        if partner not in state.partners.partners:
            return refuse(
                "not found", "{partner} is not at the table. Give it a place first.", partner=partner
            )
    if tie.one == tie.other:
        return refuse("not valid", "A tie needs two different partners. Check {partner}.", partner=tie.one)
    if tie.strength < 1:
        return refuse("not valid", "The weakest tie counts 1. Check {partner}.", partner=tie.one)
    return None
