"""What replay costs: reading, decoding and folding a long partnership, with and without the hashes."""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

import msgspec

from bench.databases import Raw
from bench.log import stored_vote
from bench.measuring import Result, compare, rate
from events.goals import GoalProposed, GoalVoted
from events.log.codec import decode, encode, leaf
from events.log.log import Log
from events.log.records import Append, CommandRow, Stored
from events.sealed import Words
from events.vocabulary import Header, Recorded
from projections.goals import PROJECTION, Goals

SHORT, FULL = 100_000, 1_000_000
AT_ONCE = 5_000


def filled(log: Log, size: int) -> str:
    """A partnership of one goal and so many votes."""
    partnership = uuid4().hex
    first = stored_vote(partnership, 1)
    now = decode(first.state).header.recorded_at
    for start in range(1, size + 1, AT_ONCE):
        batch = [
            stored_goal(partnership) if position == 1 else stored_vote(partnership, position)
            for position in range(start, min(start + AT_ONCE, size + 1))
        ]
        row = CommandRow(uuid4().hex, "bench", b"h" * 32, start, len(batch))
        log.append_many([Append(partnership, start - 1, now, batch, [row])])
    return partnership


def stored_goal(partnership: str) -> Stored:
    """The goal that all votes are on."""
    header = decode(stored_vote(partnership, 1).state).header
    header = msgspec.structs.replace(header, name="GoalProposed")
    title = Words("en", f"{header.command}.title.0", "AAAA")
    state = encode(header, GoalProposed(goal="g" * 32, title=title, why=None, horizon=None))
    return Stored(1, "GoalProposed", state, leaf(state))


def fold_all(states: list[Recorded]) -> Goals:
    """The goals view of these events."""
    view = PROJECTION.empty()
    for recorded in states:
        if type(recorded.event) in PROJECTION.events:
            view = PROJECTION.fold(view, recorded)
    return view


def replay(database: str, url: str, size: int) -> Result:
    """Ours against SELECT, msgspec and the same fold."""
    log, raw = Log.open(url), Raw(url)
    partnership = filled(log, size)
    decode_header = msgspec.json.Decoder(Header).decode
    decode_vote = msgspec.json.Decoder(GoalVoted).decode
    decode_goal = msgspec.json.Decoder(GoalProposed).decode

    def ours() -> float:
        return rate(
            size,
            lambda: fold_all([decode(one) for chunk in log.read_states(partnership) for one in chunk]),
        )

    def plain(state: bytes) -> Recorded:
        head, _, payload = state.partition(b"\n")
        header = decode_header(head)
        return Recorded(header, decode_vote(payload) if header.name == "GoalVoted" else decode_goal(payload))

    def limit() -> float:
        return rate(size, lambda: fold_all([plain(row[0]) for row in raw.select(partnership)]))

    try:
        return compare("replay", database, "events/s", 0.85, ours, limit)
    finally:
        raw.connection.close()
        log.close()


def replay_verified(database: str, url: str, size: int) -> Result:
    """Ours with every leaf hashed again and the Merkle root rebuilt, against the limit of `replay`."""
    log, raw = Log.open(url), Raw(url)
    partnership = filled(log, size)
    decode_header = msgspec.json.Decoder(Header).decode

    def ours() -> float:
        def work() -> None:
            stored = [one for chunk in log.read_chunks(partnership) for one in chunk]
            leaves = [leaf(one.state) for one in stored]
            assert leaves == [one.leaf for one in stored]
            root(leaves)
            fold_all([decode(one.state) for one in stored])

        return rate(size, work)

    def limit() -> float:
        def work() -> None:
            states = [row[0] for row in raw.select(partnership)]
            for state in states:
                decode_header(state.partition(b"\n")[0])
            fold_all([decode(state) for state in states])

        return rate(size, work)

    try:
        return compare("replay-verified", database, "events/s", 0.50, ours, limit)
    finally:
        raw.connection.close()
        log.close()


def root(leaves: list[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962, level by level; an odd one out goes up as it is."""
    level = leaves
    while len(level) > 1:
        pairs = [sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]
