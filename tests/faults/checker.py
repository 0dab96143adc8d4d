"""What whoever asked was told, and whether the record that is left says the same.

Every command that was sent ends as one of three: *kept* (the server said where), *refused* (the server
said that it was not kept), or *unknown* (no answer, or one that leaves it open). An unknown one is asked
again under its id; then it is kept, whether it was done now or had been done then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from events.log.codec import decode, leaf
from events.log.log import Log, Stored
from events.vocabulary import Recorded

C = TypeVar("C")


class Place(NamedTuple):
    """Where an acknowledged command is said to stand."""

    first: int
    count: int


class History(Generic[C]):
    """What was asked of one partnership and what was answered, as the asking side saw it."""

    def __init__(self) -> None:
        self.kept: dict[str, Place] = {}
        self.refused: set[str] = set()
        self.unknown: dict[str, C] = {}
        self.were_unknown = 0

    def answered(self, command: str, first: int, count: int) -> None:
        """The server acknowledged it. Whoever asks again must be told the same place again."""
        place = Place(first, count)
        assert self.kept.setdefault(command, place) == place, f"{command} was told two places"
        self.unknown.pop(command, None)

    def failed(self, command: str) -> None:
        """The server said that it was not kept."""
        self.refused.add(command)

    def unanswered(self, command: str, asked: C) -> None:
        """Nobody knows; `asked` is what has to be sent again."""
        self.were_unknown += command not in self.unknown
        self.unknown[command] = asked

    def open(self) -> list[C]:
        """What has to be asked again."""
        return list(self.unknown.values())


def check(log: Log, partnership: str, history: History[C]) -> list[str]:
    """Every way in which the record contradicts the history; an empty list when it does not.

    Nothing acknowledged is missing or elsewhere, nothing refused is there, no command did its work
    twice, positions have no gaps and end at the head, and every leaf is the hash of its bytes.
    """
    stored = log.read(partnership)
    recorded = [decode(event.state) for event in stored]
    head = log.head(partnership).position
    wrong = {
        "gaps": [event.position for i, event in enumerate(stored, 1) if event.position != i],
        "head": [] if head == len(stored) else [head],
        "leaves": [event.position for event in stored if leaf(event.state) != event.leaf],
        "headers": [
            entry.header.position for i, entry in enumerate(recorded, 1) if entry.header.position != i
        ],
        "doubled": doubled(stored, recorded),
        "lost": lost(recorded, history.kept),
        "kept though refused": sorted(history.refused & {entry.header.command for entry in recorded}),
        "answers that the record does not know": other_answers(log, partnership, history.kept),
    }
    return [f"{name}: {found}" for name, found in wrong.items() if found]


def other_answers(log: Log, partnership: str, kept: dict[str, Place]) -> list[str]:
    """Acknowledged commands that would not be recognised, or told another place, if they came again."""
    known = log.commands(partnership, list(kept))
    return [key for key, place in kept.items() if key not in known or known[key][3:] != place]


def lost(recorded: Iterable[Recorded], kept: dict[str, Place]) -> list[str]:
    """Acknowledged commands whose events do not stand exactly where it was said."""
    at: dict[str, list[int]] = {}
    for entry in recorded:
        at.setdefault(entry.header.command, []).append(entry.header.position)
    return [
        command
        for command, place in kept.items()
        if at.get(command, []) != list(range(place.first, place.first + place.count))
    ]


def doubled(stored: Iterable[Stored], recorded: Iterable[Recorded]) -> list[str]:
    """Commands that made the same event more than once."""
    made = zip(stored, recorded, strict=True)
    seen = Counter((entry.header.command, event.state.partition(b"\n")[2]) for event, entry in made)
    return sorted({command for (command, _), times in seen.items() if times > 1})


def must_hold(log: Log, partnership: str, history: History[C]) -> None:
    """Fail with everything that is wrong."""
    wrong = check(log, partnership, history)
    assert not wrong, "\n".join(text[:500] for text in wrong)
