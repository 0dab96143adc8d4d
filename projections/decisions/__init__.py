"""The view "decisions": questions, who may answer them, what was answered and what came of it.

`shapes` says what is kept, `folding` how events change it, `standing` what follows at a moment in time.
"""

from projections.decisions.folding import PROJECTION, fold
from projections.decisions.shapes import (
    Closing,
    Decision,
    Decisions,
    Extension,
    Followed,
    Objection,
    Result,
    Superseded,
    Voice,
    VoiceChoice,
)
from projections.decisions.standing import (
    STATES,
    ElectorateChanges,
    State,
    Tally,
    closes_at,
    due_for_another_look,
    electorate_changes,
    next_change,
    on_subject,
    open_decisions,
    past_decisions,
    state,
    tally,
    turnout,
    unanswered_for,
)

__all__ = [
    "PROJECTION",
    "STATES",
    "Closing",
    "Decision",
    "Decisions",
    "ElectorateChanges",
    "Extension",
    "Followed",
    "Objection",
    "Result",
    "State",
    "Superseded",
    "Tally",
    "Voice",
    "VoiceChoice",
    "closes_at",
    "due_for_another_look",
    "electorate_changes",
    "fold",
    "next_change",
    "on_subject",
    "open_decisions",
    "past_decisions",
    "state",
    "tally",
    "turnout",
    "unanswered_for",
]
