"""The whole partnership as its rules see it: plain data, nothing sealed, nothing that only a page shows.

The fold owns its state: `evolve` changes it in place and hands the same object back, because a
partnership may hold a million events. One thread owns it. Every part is made of structs, dicts with
string keys and sets, so that a snapshot of it can be encoded as it is.
"""

from datetime import datetime

import msgspec

from workspace.state.charter import Charter, Draft, IdeaRound, Statement, Suggestion, Translation, Wording
from workspace.state.contributions import Contributions, Promise
from workspace.state.conversation import Conversation, Remark
from workspace.state.decisions import (
    Ballot,
    ClosedQuestion,
    Decisions,
    Objection,
    OpenQuestion,
    Question,
    SupersededQuestion,
)
from workspace.state.goals import Goal, Goals, Objective
from workspace.state.network import Network
from workspace.state.partners import (
    Invitation,
    Member,
    Nomination,
    Partner,
    Partners,
    Place,
    Seat,
    Seats,
    Sharing,
)
from workspace.state.support import Support


class Partnership(msgspec.Struct):
    """Everything that the rules of one partnership may look at. `position` 0: not founded yet."""

    position: int = 0
    recorded_at: datetime | None = None
    partners: Partners = msgspec.field(default_factory=Partners)
    seats: Seats = msgspec.field(default_factory=Seats)
    sharing: Sharing = msgspec.field(default_factory=Sharing)
    charter: Charter = msgspec.field(default_factory=Charter)
    conversation: Conversation = msgspec.field(default_factory=Conversation)
    decisions: Decisions = msgspec.field(default_factory=Decisions)
    goals: Goals = msgspec.field(default_factory=Goals)
    contributions: Contributions = msgspec.field(default_factory=Contributions)
    network: Network = msgspec.field(default_factory=Network)
    support: Support = msgspec.field(default_factory=Support)


__all__ = [
    "Ballot",
    "Charter",
    "ClosedQuestion",
    "Contributions",
    "Conversation",
    "Decisions",
    "Draft",
    "Goal",
    "Goals",
    "IdeaRound",
    "Invitation",
    "Member",
    "Network",
    "Nomination",
    "Objection",
    "Objective",
    "OpenQuestion",
    "Partner",
    "Partners",
    "Partnership",
    "Place",
    "Promise",
    "Question",
    "Remark",
    "Seat",
    "Seats",
    "Sharing",
    "Statement",
    "Suggestion",
    "SupersededQuestion",
    "Support",
    "Translation",
    "Wording",
]
