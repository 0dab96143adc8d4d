"""Goals: what people want to reach, their votes, what comes first, and the steps there."""

from web.pages.goals import reading, steering, voting
from web.pages.goals.fragments import FRAGMENTS

__all__ = ["FRAGMENTS", "HANDLERS"]

HANDLERS = [
    reading.goals,
    reading.goal,
    reading.mine,
    reading.ranking,
    reading.steering,
    reading.new_objective,
    reading.my_objective,
    voting.propose,
    voting.vote,
    voting.rank,
    steering.adopt,
    steering.achieve,
    steering.drop,
    steering.define,
    steering.report,
    steering.revise,
]
