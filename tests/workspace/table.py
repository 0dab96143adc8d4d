"""A partnership to try rules on: given what happened, when somebody asks, then it does, refuses or is quiet.

table = Table()                       # founded by ana, who convenes
table.admit("ben")
(voted,) = table.does("ben", VoteOnGoal(goal=goal, vote="support"))
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from events.partners import Role
from events.sealed import Personal, Words
from events.vocabulary import BY_CLASS, Event, Header, Recorded
from workspace import decider
from workspace.acts import Act
from workspace.commands import Command
from workspace.partners.commands import AdmitOrganisation, AdmitPerson, FoundPartnership
from workspace.refusals import Refusal
from workspace.state import Partnership

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def words(text: str = "something") -> Words:
    """Something written. Rules never open it, so the box may hold anything."""
    return Words("en", f"c.text.{text}", "Ym94")


def personal(person: str) -> Personal:
    """Something about a person, sealed."""
    return Personal(person, "c.text.x", "Ym94")


def recorded(events: tuple[Event, ...], position: int, act: Act) -> list[Recorded]:
    """The events as the log keeps them after `position`, with headers made from the act."""
    return [
        Recorded(
            Header(
                command=act.command,
                name=BY_CLASS[type(event)].name,
                on_behalf_of=None if act.partner == act.person else act.partner,
                partnership="p-1",
                person=act.person,
                position=at,
                recorded_at=act.at,
                recorded_by=act.recorded_by,
                told_by=act.told_by,
                version=BY_CLASS[type(event)].version,
            ),
            event,
        )
        for at, event in enumerate(events, start=position + 1)
    ]


def frozen(state: Partnership) -> bytes:
    """The state as bytes that are the same whenever the state is."""
    return msgspec.json.encode(state, order="sorted")


class Table:
    """A partnership whose history is told command by command; `now` moves only when a test moves it."""

    def __init__(self, *, founded: bool = True) -> None:
        self.state = decider.empty()
        self.history: list[Recorded] = []
        self.now = START
        self._asked = 0
        if founded:
            self.does("ana", FoundPartnership(name=words("Breathe"), display_name=personal("ana")))

    def later(self, **time: float) -> Table:
        """Let time pass."""
        self.now += timedelta(**time)
        return self

    def asks(self, who: str, command: Command, **act: object) -> decider.Decided:
        """What the rules answer. `who` is a person, or `person/partner` for whom they act."""
        self._asked += 1
        person, _, partner = who.partition("/")
        given = {"command": f"c-{self._asked}", "person": person, "partner": partner or None, "at": self.now}
        self.act = Act(**{**given, **act})  # type: ignore[arg-type]
        return decider.decide(command, self.state, self.act)

    def does(self, who: str, command: Command, **act: object) -> tuple[Event, ...]:
        """It happens: the events, taken in."""
        before = frozen(self.state)
        answer = self.asks(who, command, **act)
        assert not isinstance(answer, Refusal), answer
        assert answer, "the rule stayed quiet"
        assert frozen(self.state) == before, "deciding alone changed something"
        for entry in recorded(answer, self.state.position, self.act):
            self.history.append(entry)
            self.state = decider.evolve(self.state, entry)
        return answer

    def makes(self, who: str, command: Command, **act: object) -> str:
        """It happens, and makes something: its id, which is the command's."""
        self.does(who, command, **act)
        return self.act.command

    def refuses(self, who: str, command: Command, saying: str, **act: object) -> Refusal:
        """It is refused with a sentence that holds these words."""
        answer = self.asks(who, command, **act)
        assert isinstance(answer, Refusal), answer
        assert saying in answer.sentence, answer.sentence
        return answer

    def stays_quiet(self, who: str, command: Command, **act: object) -> None:
        """It holds already: no event and no refusal."""
        assert self.asks(who, command, **act) == ()

    def admit(self, person: str, partner: str | None = None, role: Role = "member") -> str:
        """The founder admits somebody; how they act: `person`, or `person/partner`."""
        self.does(
            "ana", AdmitPerson(person=person, display_name=personal(person), partner=partner, role=role)
        )
        return person if partner is None else f"{person}/{partner}"

    def organisation(self, speaker: str | None = None) -> str:
        """The founder gives an organisation a place, with somebody new to speak for it if named."""
        partner = self.makes(
            "ana", AdmitOrganisation(name=words("Clinic"), group="stakeholders", category="clinician")
        )
        if speaker is not None:
            self.admit(speaker, partner)
        return partner
