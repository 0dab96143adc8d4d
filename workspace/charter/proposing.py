"""What follows when a text is proposed, whether it was written alone or together."""

from events.charter import WordingProposed
from events.decisions import DecisionSuperseded
from workspace.refusals import Decided
from workspace.state import Partnership


def proposed(wording: WordingProposed, state: Partnership) -> Decided:
    """A vote is bound to the text it saw: a new text overtakes the open question on an earlier one."""
    overtaken = state.decisions.open_on.get(wording.statement)
    if overtaken is None:
        return (wording,)
    return (wording, DecisionSuperseded(decision=overtaken, by=wording.wording))
