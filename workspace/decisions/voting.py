"""Voting, voting again, and taking one's vote back.

A voter has at most one ballot. A ballot where there was none is `BallotCast`, another choice is
`BallotRecast`, the same choice stays quiet. An open objection is the voter's ballot too.
"""

from typing import assert_never

from events.decisions import BallotCast, BallotRecast, BallotWithdrawn, Choice, Method
from workspace.acts import Act
from workspace.decisions.commands import CastBallot, WithdrawBallot
from workspace.decisions.running import in_time, voter
from workspace.refusals import QUIET, Decided, Refusal, refuse
from workspace.state import Partnership

CHOICES: dict[Method, tuple[Choice, ...]] = {
    "no objection": ("no objection",),
    "majority": ("yes", "no", "abstain"),
}


def decide(command: CastBallot | WithdrawBallot, state: Partnership, act: Act) -> Decided:
    """A voter votes or takes the vote back, while the question is open and in time."""
    question = in_time(state, command.decision, act.at)
    if isinstance(question, Refusal):
        return question
    who = voter(state, question, act)
    if isinstance(who, Refusal):
        return who
    present = question.ballots.get(who)
    if present == "objection":
        return refuse("not now", "You have an objection here. Take it back first, then vote.")
    match command:
        case CastBallot():
            if command.choice not in CHOICES[question.method]:
                return refuse("not valid", "This answer does not fit this vote. Choose one that is shown.")
            if present == command.choice:
                return QUIET
            cast = BallotCast if present is None else BallotRecast
            return (cast(decision=command.decision, voter=who, choice=command.choice),)
        case WithdrawBallot():
            return QUIET if present is None else (BallotWithdrawn(decision=command.decision, voter=who),)
        case _:
            assert_never(command)
