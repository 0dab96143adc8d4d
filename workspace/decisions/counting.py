"""What a count means: enough voices, and enough of them in favour."""

import math
from typing import assert_never

from events.decisions import Outcome
from workspace.decisions.voting import CHOICES
from workspace.state import OpenQuestion


def count(question: OpenQuestion) -> dict[str, int]:
    """How many ballots each choice of the method has, zeros included, and `objection`."""
    counts: dict[str, int] = dict.fromkeys((*CHOICES[question.method], "objection"), 0)
    for ballot in question.ballots.values():
        counts[ballot] += 1
    return counts


def outcome(question: OpenQuestion, counts: dict[str, int]) -> Outcome:
    """Too few voices if ballots < ⌈quorum · entitled⌉; else by the method.

    Every ballot is a voice: abstentions and objections too. Majority: yes / (yes + no) must be more
    than the threshold. No objection: no objection may be open.
    """
    if sum(counts.values()) < math.ceil(question.quorum * len(question.electorate)):
        return "too few voices"
    match question.method:
        case "majority":
            clear = counts["yes"] + counts["no"]
            agreed = clear > 0 and counts["yes"] > question.threshold * clear
        case "no objection":
            agreed = counts["objection"] == 0
        case _:
            assert_never(question.method)
    return "agreed" if agreed else "not agreed"
