"""Telling a story: acts of people on days before today, each of them an ordinary command."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from events.partners import Role
from web.control import Asked
from web.demo.cast import EVERYBODY, Player

OURS = UUID("7d1f9d3a-3f57-5c1c-9b53-0f7c1c6b0a11")
"""The name space of every id of the demonstration, so that they are the same each time."""
RECORDED_BY = "demo"
BEHIND = timedelta(hours=6)
"""How far the valley's clocks are behind UTC; the story tells its hours."""


def id_of(*parts: object) -> str:
    """An id made of its parts."""
    return uuid5(OURS, "/".join(map(str, parts))).hex


PARTNERSHIP = id_of("partnership")
PERSON = {player.key: id_of("person", player.key) for player in EVERYBODY}
ROLE: dict[str, Role] = {player.key: player.role for player in EVERYBODY}


class Story:
    """Collects what is to be asked. `day` moves the clock; every act after it comes some minutes later."""

    def __init__(self, now: datetime, seed: int) -> None:
        self.now, self.chance = now, Random(seed)  # noqa: S311 — made-up people need no secret.
        self.asked: list[Asked] = []
        self.speaks_for: dict[str, str] = {}
        self.players: dict[str, Player] = {player.key: player for player in EVERYBODY}
        self._clock = now

    def day(self, before: int, hour: int = 9) -> None:
        """Go to a day so many days before today, at an hour of the valley."""
        self._clock = self.on(before, hour)

    def on(self, before: int, hour: int) -> datetime:
        """A moment of a day so many days before today; never in the future unless the day is."""
        today = self.now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        moment = today + BEHIND + timedelta(hours=hour) - timedelta(days=before)
        return moment if before < 0 else min(moment, self.now - timedelta(hours=4))

    def do(self, who: str, kind: str, /, *, operator: bool = False, **fields: Any) -> str:
        """Somebody does something; the command's id, which is also the id of what it makes."""
        self._clock += timedelta(minutes=self.chance.randint(2, 9), seconds=self.chance.randint(0, 59))
        command = id_of("act", len(self.asked))
        self.asked.append(
            Asked(
                partnership=PARTNERSHIP,
                kind=kind,
                fields=fields,
                command=command,
                person=PERSON[who],
                partner=self.speaks_for.get(who),
                at=min(self._clock, self.now),
                language=self.players[who].language,
                role=ROLE[who],
                recorded_by=RECORDED_BY,
                operator=operator,
            )
        )
        return command
