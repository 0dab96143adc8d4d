"""Rules about what people need in order to take part."""

from events.support import SupportAsked
from workspace.acts import Act
from workspace.refusals import QUIET, Decided
from workspace.state import Partnership
from workspace.support.commands import SupportCommand


def decide(command: SupportCommand, state: Partnership, act: Act) -> Decided:
    """Everybody asks for themselves; asking the same without a note again stays quiet."""
    needs = tuple(dict.fromkeys(command.needs))
    if command.note is None and state.support.needs.get(act.person) == (needs or None):
        return QUIET
    return (SupportAsked(person=act.person, needs=needs, note=command.note),)
