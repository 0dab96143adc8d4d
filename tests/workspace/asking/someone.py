"""Somebody about to ask for something: draws on what is there, and now and then names what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from events.sealed import Personal, Words
from workspace.acts import Act
from workspace.commands import Command
from workspace.state import OpenQuestion, Partnership

T = TypeVar("T")
NOWHERE = "nowhere"


class Asking:
    """Somebody about to ask for something in a partnership; `chance` decides what."""

    def __init__(self, state: Partnership, act: Act, chance: Random) -> None:
        self.state, self.act, self.chance = state, act, chance

    def one(self, things: Sequence[T]) -> T:
        """Any of them."""
        return things[self.chance.randrange(len(things))]

    def likely(self, percent: int) -> bool:
        """True so often in a hundred times."""
        return self.chance.randrange(100) < percent

    def an_id(self, ids: Iterable[str]) -> str:
        """One of the latest of these ids, seldom one that does not exist."""
        known = list(ids)[-6:]
        return self.one(known) if known and not self.likely(3) else NOWHERE

    def words(self, field: str) -> Words:
        """Something written in one of two languages."""
        return Words(self.one(["en", "es"]), f"{self.act.command}.{field}.x", "Ym94")

    def perhaps(self, field: str) -> Words | None:
        """Something written, or nothing."""
        return self.words(field) if self.likely(50) else None

    def about(self, person: str, field: str) -> Personal:
        """Something about a person."""
        return Personal(person, f"{self.act.command}.{field}.x", "Ym94")

    def figure(self, most: int = 20) -> Decimal:
        """A small figure, sometimes with a half."""
        return Decimal(self.chance.randrange(1, most * 2)) / 2

    def day(self) -> date:
        """A day from yesterday to two months ahead."""
        return (self.act.at + timedelta(days=self.chance.randrange(-1, 60))).date()

    def member(self) -> str:
        """A member."""
        return self.an_id(self.state.partners.members)

    def organisation(self) -> str:
        """An organisation."""
        found = self.state.partners.partners.items()
        return self.an_id(partner for partner, known in found if known.kind == "organisation")

    def open_question(self, method: str | None = None) -> str:
        """A decision that is open, of a method if one is named."""
        return self.an_id(
            decision
            for decision, question in self.state.decisions.questions.items()
            if isinstance(question, OpenQuestion) and method in (None, question.method)
        )


Maker = Callable[[Asking], Command]
