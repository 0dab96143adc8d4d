"""The one door to all rules: a command and an act come in, events or a refusal come out.

`decide` looks and never touches; `evolve` is the only thing that changes a partnership. A rule
`does` (events), `refuses` (a sentence to act on) or `stays quiet` (no event: it holds already).
"""

from collections.abc import Callable
from typing import Any, get_args

import msgspec

from events.vocabulary import BY_CLASS, Event, Header, Recorded
from workspace import (
    charter,
    contributions,
    conversation,
    decisions,
    goals,
    leadership,
    network,
    partners,
    support,
)
from workspace.acts import Act
from workspace.charter.commands import (
    AcceptSuggestion,
    CharterCommand,
    EndDraftRoundByClock,
    MakeSuggestion,
    ProposeDraft,
    RevealIdeasByClock,
    SealDraft,
)
from workspace.commands import Command
from workspace.contributions.commands import ContributionsCommand
from workspace.conversation.commands import ConversationCommand, MakeRemark
from workspace.decisions.commands import CloseDecisionByClock, DecisionsCommand
from workspace.goals.commands import GoalsCommand
from workspace.leadership.commands import LeadershipCommand
from workspace.network.commands import NetworkCommand, RecordTies
from workspace.partners.commands import (
    AdmitOrganisation,
    AdmitPeople,
    AdmitPerson,
    FoundPartnership,
    GrantMandate,
    GrantRole,
    PartnersCommand,
)
from workspace.partners.commands.attributes import AttributesCommand, ReleaseFigures
from workspace.partners.commands.founding import FoundingCommand
from workspace.partners.commands.joining import AcceptInvitation, InvitePartner, JoiningCommand
from workspace.partners.commands.seats import SeatsCommand
from workspace.refusals import Decided, Refusal, refuse
from workspace.standing import may_act
from workspace.state import Partnership
from workspace.support.commands import SupportCommand

Rule = Callable[[Any, Partnership, Act], Decided]
Step = Callable[[Partnership, Any, Header], None]

FOR_THE_CLOCK: frozenset[type[Command]] = frozenset(
    (CloseDecisionByClock, SealDraft, RevealIdeasByClock, EndDraftRoundByClock)
)
FOR_THE_OPERATOR: frozenset[type[Command]] = frozenset(
    (
        *(FoundPartnership, AdmitOrganisation, AdmitPerson, AdmitPeople, GrantMandate, GrantRole, RecordTies),
        InvitePartner,
    )
)
FOR_NEWCOMERS: frozenset[type[Command]] = frozenset((AcceptInvitation,))
"""Asked by somebody who is no member yet: the invitation itself is their right to it."""
FROM_THE_SERVER: frozenset[type[Command]] = frozenset(
    (ReleaseFigures, ProposeDraft, MakeSuggestion, AcceptSuggestion, MakeRemark)
)
"""What only the server can know; a form or a program that sends it is refused."""

RULES: dict[type[Command], Rule] = {
    command: rule
    for union, rule in (
        (PartnersCommand, partners.decide),
        (SeatsCommand, partners.seats.decide),
        (AttributesCommand, partners.attributes.decide),
        (FoundingCommand, partners.founding.decide),
        (JoiningCommand, partners.joining.decide),
        (CharterCommand, charter.decide),
        (ConversationCommand, conversation.decide),
        (DecisionsCommand, decisions.decide),
        (GoalsCommand, goals.decide),
        (ContributionsCommand, contributions.decide),
        (NetworkCommand, network.decide),
        (LeadershipCommand, leadership.decide),
        (SupportCommand, support.decide),
    )
    for command in (get_args(union) or (union,))
}

STEPS: dict[str, Step] = {
    "partners": partners.evolve,
    "charter": charter.evolve,
    "conversation": conversation.evolve,
    "decisions": decisions.evolve,
    "goals": goals.evolve,
    "contributions": contributions.evolve,
    "network": network.evolve,
    "leadership": leadership.evolve,
    "support": support.evolve,
}
STEP_OF: dict[type[Event], Step] = {
    event_class: STEPS[declared.feature] for event_class, declared in BY_CLASS.items()
}


def empty() -> Partnership:
    """A partnership before its first event."""
    return Partnership()


def decide(command: Command, state: Partnership, act: Act) -> Decided:
    """What follows from a command: events in order, nothing, or a refusal. Changes nothing itself."""
    asked = type(command)
    if act.operator and asked not in FOR_THE_OPERATOR:
        # Outside its own few commands the command line has no more rights than the person it acts as.
        act = msgspec.structs.replace(act, operator=False)
    refusal = _may_ask(asked, state, act)
    return refusal if refusal is not None else RULES[asked](command, state, act)


def _may_ask(asked: type[Command], state: Partnership, act: Act) -> Refusal | None:
    """Whether the partnership is there, and the actor is somebody who may ask for this."""
    if (state.position == 0) != (asked is FoundPartnership):
        return _too_early_or_late(state)
    if asked is FoundPartnership or act.operator:
        return None
    if act.counted != (asked in FROM_THE_SERVER):
        return refuse("not allowed", "Only the server counts this. Ask for it on its page.")
    if act.clock != (asked in FOR_THE_CLOCK):
        return refuse("not allowed", "Only the clock does this, at the time that was agreed.")
    return None if act.clock or asked in FOR_NEWCOMERS else may_act(state, act)


def _too_early_or_late(state: Partnership) -> Refusal:
    if state.position == 0:
        return refuse("not found", "This partnership has not begun yet. Begin it first.")
    return refuse("not now", "This partnership has begun already. Open it, or begin another one.")


def evolve(state: Partnership, recorded: Recorded) -> Partnership:
    """The state after one more event. The fold owns its state: the same object comes back, changed."""
    header, event = recorded
    STEP_OF[type(event)](state, event, header)
    state.position = header.position
    state.recorded_at = header.recorded_at
    return state
