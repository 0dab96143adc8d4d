"""A history told event by event, for tests of views."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from events.sealed import Personal, Words
from events.vocabulary import BY_CLASS, Event, Header, Recorded
from projections.view import Projection

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def words(text: str, lang: str = "en") -> Words:
    """Something written; views never open it, so the box may hold anything."""
    return Words(lang, f"c.title.{text}", text)


def personal(person: str, text: str) -> Personal:
    """Something about a person; views never open it."""
    return Personal(person, f"c.display_name.{text}", text)


class Told:
    """Events of one partnership, and one view of them that is folded as each happens."""

    def __init__(self, projection: Projection[Any]) -> None:
        self.projection = projection
        self.recorded: list[Recorded] = []
        self.view = projection.empty()

    def tell(self, *events: Event, person: str = "ana", partner: str | None = None, day: int = 0) -> Told:
        """Further events, `day` days after the start, all by one person."""
        for event in events:
            self._tell_one(event, person, partner, day)
        return self

    def _tell_one(self, event: Event, person: str, partner: str | None, day: int) -> None:
        position = len(self.recorded) + 1
        header = Header(
            command=f"c-{position}",
            name=BY_CLASS[type(event)].name,
            version=BY_CLASS[type(event)].version,
            on_behalf_of=partner,
            partnership="p-1",
            person=person,
            position=position,
            recorded_at=START + timedelta(days=day),
        )
        self.add(Recorded(header, event))

    def add(self, recorded: Recorded) -> None:
        """One more event, as a log gave it."""
        self.recorded.append(recorded)
        if type(recorded.event) in self.projection.events:
            self.view = self.projection.fold(self.view, recorded)

    def rebuilt(self) -> Any:
        """The view folded again from the first event."""
        view = self.projection.empty()
        for one in self.recorded:
            if type(one.event) in self.projection.events:
                view = self.projection.fold(view, one)
        return view

    def from_snapshot(self) -> Any:
        """The view after it was stored and read again."""
        stored = msgspec.msgpack.encode(self.view)
        return msgspec.msgpack.decode(stored, type=type(self.view))
