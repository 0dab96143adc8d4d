"""What only one reader gets on the page of a decision: their vote, and whether they may steer it."""

from typing import NamedTuple

from events.decisions import Choice, Method
from projections.decisions import Decision, Voice
from web.reader import Reader

CHOICES: dict[Method, tuple[Choice, ...]] = {
    "no objection": ("no objection",),
    "majority": ("yes", "no", "abstain"),
}
LEADING = frozenset(("convener", "facilitator"))


class Mine(NamedTuple):
    """The reader's own part in a decision.

    `voter` is the id they would vote under, `other_place` a partner whose voice they carry as well when
    the one they act for now has none here.
    """

    voter: str | None
    may_vote: bool
    voice: Voice | None
    other_place: str | None
    may_steer: bool
    choices: tuple[Choice, ...]


def mine(decision: Decision, reader: Reader) -> Mine:
    """The reader's own part in this decision."""
    voter = reader.person if decision.electorate_kind == "members" else reader.partner
    entitled = frozenset(decision.electorate)
    may_vote = reader.may_act and voter in entitled
    others = (one for one in reader.acting if one in entitled)
    look_elsewhere = reader.may_act and not may_vote and decision.electorate_kind == "partners"
    return Mine(
        voter,
        may_vote,
        decision.voices.get(voter or ""),
        next(others, None) if look_elsewhere else None,
        reader.may_act and (decision.opened.person == reader.person or bool(reader.roles & LEADING)),
        CHOICES[decision.method],
    )
