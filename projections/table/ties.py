"""How densely partners work together, as far as surveys recorded it."""

import msgspec

from events.network import Tie
from projections.provenance import Provenance


class Survey(msgspec.Struct, frozen=True):
    """The ties of one kind as they were recorded: each pair of partners once.

    `among` is how many partners the survey could have named: the organisations that had a place
    then, and every other partner that it names.
    """

    source: str
    ties: tuple[Tie, ...]
    among: int
    provenance: Provenance


def pairs(ties: tuple[Tie, ...]) -> tuple[Tie, ...]:
    """Each pair of two different partners once, with the strongest tie recorded for it."""
    strongest: dict[tuple[str, str], Tie] = {}
    for tie in ties:
        if tie.one == tie.other:
            continue
        pair = (min(tie.one, tie.other), max(tie.one, tie.other))
        if pair not in strongest or strongest[pair].strength < tie.strength:
            strongest[pair] = Tie(pair[0], pair[1], tie.strength)
    return tuple(strongest.values())


def survey(source: str, ties: tuple[Tie, ...], organisations: set[str], since: Provenance) -> Survey:
    """What a survey recorded among the organisations of its time."""
    once = pairs(ties)
    named = {tie.one for tie in once} | {tie.other for tie in once}
    return Survey(source, once, len(organisations | named), since)


def density(recorded: Survey) -> float:
    """Recorded ties over possible ones: `ties / (n (n − 1) / 2)`, a share from 0 to 1, no unit.

    `n` is `among`. 0 where fewer than two partners could be tied. Source: Wasserman & Faust, Social
    Network Analysis (1994), equation 4.3, for undirected ties; strengths do not enter.
    """
    possible = recorded.among * (recorded.among - 1) / 2
    return len(recorded.ties) / possible if possible else 0.0
