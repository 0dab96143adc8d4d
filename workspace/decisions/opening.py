"""Putting a question: what can be decided on, who may vote, and until when."""

from datetime import datetime, timedelta

from events.decisions import DecisionOpened, ElectorateKind, Subject
from workspace.acts import Act
from workspace.decisions.commands import SHARES, OpenDecision
from workspace.refusals import Decided, Refusal, refuse
from workspace.standing import has_place, looks_only
from workspace.state import Partner, Partnership

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=366)


def decide(command: OpenDecision, state: Partnership, act: Act) -> Decided:
    """Any member may put a question; those who may vote are named here once and for all."""
    subject = command.subject
    if subject is None or subject.kind == "question":
        subject = Subject("question", act.command)
    electorate = entitled(state, command.electorate_kind, act.at)
    refusal = (
        _can_be_decided(state, subject)
        or _shares(command)
        or closing_time(command.closes_at, act.at)
        or (None if electorate else refuse("not now", "Nobody may vote here yet. Invite people first."))
    )
    return refusal if refusal is not None else (_opened(command, act.command, subject, electorate),)


def _opened(
    command: OpenDecision, decision: str, subject: Subject, electorate: tuple[str, ...]
) -> DecisionOpened:
    return DecisionOpened(
        decision=decision,
        title=command.title,
        subject=subject,
        method=command.method,
        electorate_kind=command.electorate_kind,
        electorate=electorate,
        quorum=command.quorum,
        threshold=command.threshold,
        closes_at=command.closes_at,
        zone=command.zone,
    )


def _can_be_decided(state: Partnership, subject: Subject) -> Refusal | None:
    match subject.kind:
        case "wording":
            return _wording(state, subject.id)
        case "goal":
            return _goal(state, subject.id)
        case "question":
            return None


def _wording(state: Partnership, wording: str) -> Refusal | None:
    found = state.charter.wordings.get(wording)
    if found is None:
        return refuse("not found", "This wording is not here. Choose one from the list.")
    if found.status != "proposed":
        return refuse("not now", "Only a wording that waits for a vote can be decided on. Propose a new one.")
    if found.statement in state.decisions.open_on:
        return refuse("not now", "A vote on this text is open already. Wait until it is closed.")
    return None


def _goal(state: Partnership, goal: str) -> Refusal | None:
    found = state.goals.goals.get(goal)
    if found is None:
        return refuse("not found", "This goal is not here. Choose one from the list.")
    if found.status != "proposed":
        return refuse("not now", "Only a goal that waits for a vote can be decided on. Propose a new one.")
    if goal in state.decisions.open_on:
        return refuse("not now", "A vote on this goal is open already. Wait until it is closed.")
    return None


def _shares(command: OpenDecision) -> Refusal | None:
    if not (SHARES.holds(command.quorum) and SHARES.holds(command.threshold)):
        return refuse("not valid", "Give a share between 0 and 100 percent.")
    if command.method == "majority" and command.threshold == 1:
        return refuse("not valid", "Nothing can get more than all of the votes. Choose a smaller share.")
    return None


def closing_time(closes_at: datetime | None, at: datetime) -> Refusal | None:
    """None if people have a minute at least to vote, and a year at most."""
    if closes_at is None:
        return None
    if closes_at < at + SHORTEST:
        return refuse("not valid", "People need time to vote. Choose a later time to close.")
    if closes_at > at + LONGEST:
        return refuse("not valid", "This is more than a year away. Choose an earlier time to close.")
    return None


def entitled(state: Partnership, kind: ElectorateKind, at: datetime) -> tuple[str, ...]:
    """Who may vote: people who can act, or partners with a place. Whoever only looks is left out.

    A partner on a break keeps its voice, and so does an organisation that nobody speaks for just now.
    """
    known = state.partners
    if kind == "members":
        return tuple(
            sorted(
                person
                for person, member in known.members.items()
                if not looks_only(member) and has_place(state, member, at)
            )
        )
    return tuple(
        sorted(partner for partner, found in known.partners.items() if _has_a_voice(state, found, at))
    )


def _has_a_voice(state: Partnership, partner: Partner, at: datetime) -> bool:
    if partner.place == "left":
        return False
    over = partner.until is not None and at >= partner.until
    if partner.speaker is None or over:
        return True
    return not looks_only(state.partners.members[partner.speaker])
