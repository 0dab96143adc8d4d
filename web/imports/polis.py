"""A Polis conversation becomes goals and votes of a partnership.

Each comment is a goal that its author proposed, each vote a vote on that goal, at the time it was given.
Everybody who wrote or voted is admitted by one command before. The order is that of time, comments
before votes of the same moment; a comment whose time lies after a vote on it (clocks differ) is placed
right before the first such vote and keeps its own time.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import get_args

from events.goals import GoalVote
from web.control import Asked
from web.imports.founding import id_of, operator_of
from web.imports.polis_files import Comment, Conversation, Vote

SOURCE = "Polis"
VOTES: tuple[GoalVote, ...] = get_args(GoalVote)


def plan(partnership: str, conversation: Conversation, language: str, run: str) -> list[Asked]:
    """Everything the conversation comes to in that partnership. `run` is who records it."""
    key = conversation.key
    people = {number: id_of(partnership, "person", key, number) for number in conversation.people}
    goals = {number: id_of(partnership, "comment", key, number) for number in conversation.comments}
    seen: Counter[tuple[int, ...]] = Counter()
    asked: list[Asked] = []
    for item in in_order(conversation):
        if isinstance(item, Comment):
            asked.append(proposal(partnership, goals[item.id], people[item.author], item, language, run))
            continue
        said = (item.comment, item.voter, int(item.at.timestamp()), VOTES.index(item.vote))
        command = id_of(partnership, "vote", key, *said, seen[said])
        seen[said] += 1
        asked.append(vote(partnership, command, people[item.voter], goals[item.comment], item, run))
    return asked


def in_order(conversation: Conversation) -> Iterator[Comment | Vote]:
    """Comments and votes by time, each comment before the votes on it."""
    first: dict[int, datetime] = {}
    for one in conversation.votes:
        first.setdefault(one.comment, one.at)
    waiting = sorted(
        conversation.comments.values(),
        key=lambda comment: (min(comment.at, first.get(comment.id, comment.at)), comment.id),
        reverse=True,
    )
    for one in conversation.votes:
        while waiting and min(waiting[-1].at, first.get(waiting[-1].id, waiting[-1].at)) <= one.at:
            yield waiting.pop()
        yield one
    yield from reversed(waiting)


def proposal(partnership: str, goal: str, author: str, comment: Comment, language: str, run: str) -> Asked:
    """The comment as a goal that its author proposed."""
    return Asked(
        partnership=partnership,
        kind="ProposeGoal",
        fields={"title": comment.text},
        command=goal,
        person=author,
        at=comment.at,
        language=language,
        recorded_by=run,
    )


def vote(partnership: str, command: str, voter: str, goal: str, given: Vote, run: str) -> Asked:
    """The vote as the voter's own."""
    return Asked(
        partnership=partnership,
        kind="VoteOnGoal",
        fields={"goal": goal, "vote": given.vote},
        command=command,
        person=voter,
        at=given.at,
        recorded_by=run,
    )


def admission(partnership: str, people: Sequence[str], run: str) -> Asked:
    """Everybody new, by one command: its id is made of who they are."""
    return Asked(
        partnership=partnership,
        kind="AdmitPeople",
        fields={"people": list(people), "source": SOURCE},
        command=id_of(partnership, "admission", *people),
        person=operator_of(partnership),
        at=datetime.now(UTC),
        recorded_by=run,
        operator=True,
    )
