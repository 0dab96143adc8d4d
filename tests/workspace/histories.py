"""Random valid histories of a whole partnership, told through the rules themselves.

`random_history(seed, size)` is the same on every run; `histories()` is a strategy that Hypothesis can
shrink; `history(draw, size)` serves inside a strategy of one's own. What comes out is what the log
would hold: `Recorded` entries, gapless from position 1.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from events.vocabulary import Event, Recorded
from tests.workspace.asking import MAKERS, Asking
from tests.workspace.asking.joining import accept
from tests.workspace.table import recorded
from workspace import decider
from workspace.acts import Act
from workspace.commands import Command
from workspace.partners.commands import AdmitPeople, AdmitPerson, FoundPartnership
from workspace.refusals import Refusal
from workspace.scheduled import command_for, due_after

FOUNDER = "person-0"
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
POT = [maker for maker, often in MAKERS for _ in range(often)]
PATIENCE = 60
"""So many commands for each event wanted, before a story is given up as stuck."""

Heard = Callable[[Command, Act, decider.Decided], None]


class Story:
    """A partnership that lives from command to command. `heard` is told of every one and its answer."""

    def __init__(self, chance: Random, heard: Heard | None = None) -> None:
        self.chance, self.heard = chance, heard
        self.state = decider.empty()
        self.history: list[Recorded] = []
        self.now = BEGAN
        self._due: list[tuple[datetime, str, str]] = []
        self._asked = 0

    def begin(self) -> Story:
        """Found it, with a few people at once."""
        asking = self._asking(FOUNDER)
        self.ask(
            FoundPartnership(
                name=asking.words("name"), display_name=asking.about(FOUNDER, "display_name"), made_up=True
            ),
            asking.act,
        )
        self.ask(AdmitPeople(people=("voter-1", "voter-2"), source="a list"), self._asking(FOUNDER).act)
        for person in ("person-1", "person-2"):
            asking = self._asking(FOUNDER)
            admit = AdmitPerson(person=person, display_name=asking.about(person, "display_name"))
            self.ask(admit, asking.act)
        return self

    def step(self) -> None:
        """Time passes; the clock does what is due; then somebody asks for something."""
        minutes = self.chance.randrange(30) if self.chance.randrange(12) else self.chance.randrange(9_000)
        self.now += timedelta(minutes=minutes, seconds=1)
        self._do_what_is_due()
        if self.chance.randrange(15) == 0 and self.state.partners.invitations:
            asking = self._asking(f"newcomer-{self.chance.randrange(8)}")
            self.ask(accept(asking), asking.act)
        asking = self._asking(self._somebody())
        maker = POT[self.chance.randrange(len(POT))]
        self.ask(maker(asking), asking.act)

    def ask(self, command: Command, act: Act) -> decider.Decided:
        """Let the rules answer, and take in what happened."""
        answer = decider.decide(command, self.state, act)
        if self.heard is not None:
            self.heard(command, act, answer)
        if not isinstance(answer, Refusal):
            self._happened(answer, act)
        return answer

    def _happened(self, events: tuple[Event, ...], act: Act) -> None:
        for entry in recorded(events, self.state.position, act):
            self.history.append(entry)
            self.state = decider.evolve(self.state, entry)
        self._due += due_after(events)

    def _do_what_is_due(self) -> None:
        for due in [due for due in self._due if due[0] <= self.now]:
            self._due.remove(due)
            act = self._act(person="clock", clock=True)
            self.ask(command_for(due[1], due[2]), act)

    def _somebody(self) -> str:
        """A member, the founder more often, seldom a stranger."""
        if self.chance.randrange(4) == 0:
            return FOUNDER
        if self.chance.randrange(50) == 0:
            return "stranger"
        members = list(self.state.partners.members)
        return members[self.chance.randrange(len(members))]

    def _asking(self, person: str) -> Asking:
        """The person, acting for one of the partners that they may act for."""
        member = self.state.partners.members.get(person)
        places = sorted(member.places) if member else []
        partner = places[self.chance.randrange(len(places))] if places else None
        told = {"recorded_by": "import"} if self.chance.randrange(10) == 0 else {}
        act = self._act(person=person, partner=None if partner == person else partner, **told)
        return Asking(self.state, act, self.chance)

    def _act(self, **given: Any) -> Act:
        self._asked += 1
        return Act(command=f"c-{self._asked}", at=self.now, **given)


def told(chance: Random, size: int, heard: Heard | None = None) -> Story:
    """A story of at least `size` events, unless it gets stuck before (everybody may have left)."""
    story = Story(chance, heard).begin()
    for _ in range(size * PATIENCE):
        if len(story.history) >= size:
            break
        story.step()
    return story


def random_history(seed: int, size: int) -> list[Recorded]:
    """Exactly `size` events, the same for the same seed on every run."""
    return told(Random(seed), size).history[:size]


def history(draw: st.DrawFn, size: int) -> list[Recorded]:
    """At most `size` events, drawn inside a strategy."""
    return told(draw(st.randoms(use_true_random=False)), size).history[:size]


@st.composite
def histories(draw: st.DrawFn, least: int = 1, most: int = 80) -> list[Recorded]:
    """Valid histories of `least` to `most` events."""
    return history(draw, draw(st.integers(least, most)))
