"""What replay costs: reading, decoding and folding a long partnership, with and without the hashes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

from bench.databases import Raw
from bench.filling import filled
from bench.measuring import Contestant, Result, compare_all, rate
from bench.peers import Peer
from events.goals import GoalProposed, GoalVoted
from events.log.codec import decode, leaf
from events.log.log import Log
from events.vocabulary import Header, Recorded
from projections.goals import PROJECTION, Goals


def fold_all(events: Iterable[Recorded]) -> Goals:
    """The goals view of these events, each let go when it is folded: a million would fill the memory."""
    view = PROJECTION.empty()
    for recorded in events:
        if type(recorded.event) in PROJECTION.events:
            view = PROJECTION.fold(view, recorded)
    return view


def verify_and_fold(log: Log, partnership: str, size: int) -> None:
    """Hash every leaf again, rebuild the root, and fold."""
    leaves: list[bytes] = []

    def verified() -> Iterator[Recorded]:
        for chunk in log.read_chunks(partnership, upto=size):
            for one in chunk:
                again = leaf(one.state)
                assert again == one.leaf, one.position
                leaves.append(again)
                yield decode(one.state)

    fold_all(verified())
    root(leaves)


def replay(database: str, url: str, size: int) -> list[Result]:
    """Read, decode, fold; with every leaf hashed again; and a peer. Against SELECT, msgspec and the fold."""
    log, raw, peer = Log.open(url), Raw(url), Peer(url)
    partnership = filled(url, size)
    peer.fill(log, partnership, size)

    def ours() -> float:
        def work() -> None:
            chunks = log.read_states(partnership, upto=size)
            fold_all(decode(state) for chunk in chunks for state in chunk)

        return rate(size, work)

    def verified() -> float:
        return rate(size, lambda: verify_and_fold(log, partnership, size))

    def theirs() -> float:
        return rate(size, lambda: fold_all(map(decode, peer.states(partnership))))

    def limit() -> float:
        return rate(size, lambda: fold_all(plain(state) for (state,) in raw.select(partnership, size)))

    try:
        contestants = [
            Contestant("replay", 0.85, ours),
            Contestant("replay-verified", 0.50, verified),
            Contestant("  eventsourcing's recorder", None, theirs),
        ]
        return compare_all(database, "events/s", contestants, limit, warm_up=False)
    finally:
        raw.connection.close()
        peer.close()
        log.close()


_decode_header = msgspec.json.Decoder(Header).decode
_decode_vote = msgspec.json.Decoder(GoalVoted).decode
_decode_goal = msgspec.json.Decoder(GoalProposed).decode


def plain(state: bytes) -> Recorded:
    """An event without any of the checks."""
    head, _, payload = state.partition(b"\n")
    header = _decode_header(head)
    return Recorded(header, _decode_vote(payload) if header.name == "GoalVoted" else _decode_goal(payload))


def root(leaves: list[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962, level by level; an odd one out goes up as it is."""
    level = leaves
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        parents = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        level = parents + level[len(parents) * 2 :]
    return level[0]
