"""A conversation's files, in Polis's own columns or in the cleaned ones.

Polis's own export has `timestamp, datetime, comment-id, voter-id, vote` and `timestamp, datetime,
comment-id, author-id, agrees, disagrees, moderated, comment-body`; its times are in seconds (older
exports: milliseconds). The cleaned files have `timestamp_ms, comment_id, voter_id, vote` and
`comment_id, timestamp_ms, author_id, body`.

In both, 1 means agree and -1 disagree: Polis keeps the opposite sign in its database and turns it when
it exports. Some versions of its server wrote the database's sign into `votes.csv`; the counts in
`comments.csv` show it, and then we ask rather than guess (`agree_is`).
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from events.goals import GoalVote
from web.imports.rows import ImportProblem, Row, find_file, read_rows

MILLISECONDS = 100_000_000_000
"""A time this large is in milliseconds: in seconds it would lie after the year 5000."""
ANOTHER_CLOCK = timedelta(days=1)
"""How far another machine's clock may be ahead of ours."""
LONGEST = 1_000
NO_TEXT = "(no text)"
SHEETS = ("participants-votes", "participant-votes")
"""Another table of the same export, whose name ends like that of the votes."""


class Names(NamedTuple):
    """What the columns are called."""

    at: str
    comment: str
    author: str
    voter: str
    body: str
    agrees: str
    disagrees: str


POLIS = Names("timestamp", "comment-id", "author-id", "voter-id", "comment-body", "agrees", "disagrees")
CLEANED = Names(
    "timestamp_ms", "comment_id", "author_id", "voter_id", "body", "published_agrees", "published_disagrees"
)


class Comment(NamedTuple):
    """What somebody wrote."""

    id: int
    author: int
    at: datetime
    text: str


class Vote(NamedTuple):
    """What somebody said of a comment, in the order of the file."""

    comment: int
    voter: int
    at: datetime
    vote: GoalVote


class Conversation(NamedTuple):
    """All of it: comments by id, votes in the order of time and then of the file."""

    comments: dict[int, Comment]
    votes: list[Vote]

    @property
    def key(self) -> str:
        """What stays the same however often the conversation is exported: its first comment."""
        first = min(self.comments.values(), key=lambda one: one.id)
        return f"{first.id}/{first.author}/{int(first.at.timestamp())}"

    @property
    def people(self) -> list[int]:
        """Everybody who wrote or voted, by number."""
        return sorted({one.author for one in self.comments.values()} | {one.voter for one in self.votes})


def read_conversation(folder: Path, agree_is: int | None, read: Callable[[], None]) -> Conversation:
    """Read and check everything; `read` hears of every row. Raises ImportProblem."""
    comments_file, votes_file = find_file(folder, "comments.csv"), find_file(folder, "votes.csv", SHEETS)
    comments, counts = read_comments(comments_file)
    raw = read_votes(votes_file, comments, read)
    sign = agree_is or sign_of(raw, counts, votes_file)
    meanings: dict[int, GoalVote] = {sign: "support", 0: "unsure", -sign: "against"}
    votes = [Vote(comment, voter, at, meanings[vote]) for comment, voter, at, vote in raw]
    votes.sort(key=lambda one: one.at)
    return Conversation(comments, votes)


Counts = dict[int, tuple[int, int]]
RawVote = tuple[int, int, datetime, int]


def read_comments(file: Path) -> tuple[dict[int, Comment], Counts]:
    """The comments by id, and how many agreed and disagreed according to the same file."""
    comments: dict[int, Comment] = {}
    counts: Counts = {}
    names: Names | None = None
    for row in read_rows(file, ()):
        names = names or names_of(row, ("at", "comment", "author", "body"))
        number = row.number(names.comment)
        if number in comments:
            raise row.wrong(f"the comment {number} stands in this file twice.")
        author = participant(row, names.author)
        comments[number] = Comment(number, author, moment(row, names.at), body(row, names.body))
        if names.agrees in row.values and names.disagrees in row.values:
            counts[number] = row.number(names.agrees), row.number(names.disagrees)
    if not comments:
        raise ImportProblem(f"{file.name}, line 2: there is no comment in it. Nothing was imported.")
    return comments, counts


def read_votes(file: Path, comments: dict[int, Comment], read: Callable[[], None]) -> list[RawVote]:
    """The votes as they stand in the file."""
    votes: list[RawVote] = []
    names: Names | None = None
    for row in read_rows(file, ()):
        names = names or names_of(row, ("at", "comment", "voter"), "vote")
        comment, vote = row.number(names.comment), row.number("vote")
        if comment not in comments:
            raise row.wrong(f"there is no comment {comment} in the comments.")
        if vote not in (-1, 0, 1):
            raise row.wrong(f"a vote is 1, 0 or -1, but this one is {vote}.")
        read()
        votes.append((comment, participant(row, names.voter), moment(row, names.at), vote))
    return votes


def names_of(row: Row, wanted: tuple[str, ...], *others: str) -> Names:
    """Which of the two sets of names the file uses."""
    for names in (POLIS, CLEANED):
        columns = [*(getattr(names, one) for one in wanted), *others]
        if all(column in row.values for column in columns):
            return names
    columns = [*(getattr(POLIS, one) for one in wanted), *others]
    missing = ", ".join(column for column in columns if column not in row.values)
    raise ImportProblem(
        f"{row.file.name}, line 1: the header has no {missing}; it is {', '.join(row.values)!r}. "
        "Nothing was imported."
    )


def participant(row: Row, column: str) -> int:
    """Somebody's number in the conversation."""
    number = row.number(column)
    if number < 0:
        raise row.wrong(f"{column} should not be negative, but it is {number}.")
    return number


def moment(row: Row, column: str) -> datetime:
    """A time, in seconds or milliseconds since 1970. What is still to come did not happen."""
    number = row.number(column)
    seconds, rest = divmod(number, 1000) if abs(number) >= MILLISECONDS else (number, 0)
    try:
        when = datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1000)
    except (ValueError, OverflowError, OSError):
        raise row.wrong(f"{column} is {number}, which is no time we know.") from None
    if when > datetime.now(UTC) + ANOTHER_CLOCK:
        raise row.wrong(f"{column} is {number}, which is still to come.")
    return when


def body(row: Row, column: str) -> str:
    """The comment's text; one that was left empty gets a stand-in, because a goal needs a title."""
    text = row.values[column].strip() or NO_TEXT
    if len(text) > LONGEST:
        raise row.wrong(f"the comment has {len(text)} characters; there is room for {LONGEST}.")
    return text


def sign_of(votes: list[RawVote], counts: Counts, file: Path) -> int:
    """1, unless the published counts say plainly that -1 means agree: then the person must say so."""
    found = Counter((comment, vote) for comment, _, _, vote in votes)

    def fits(sign: int) -> bool:
        return all(
            (found[comment, sign], found[comment, -sign]) == published
            for comment, published in counts.items()
        )

    if counts and votes and not fits(1) and fits(-1):
        raise ImportProblem(
            f"{file.name}, line 1: by the counts in the comments, -1 means agree in this export. "
            "Run it again with --agree-is -1 if that is right. Nothing was imported."
        )
    return 1
