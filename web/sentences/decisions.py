"""Sentences about questions, votes and what came of them."""

from typing import assert_never

from markupsafe import Markup

from events.decisions import (
    BallotCast,
    BallotRecast,
    BallotWithdrawn,
    Choice,
    DecisionClosed,
    DecisionExtended,
    DecisionOpened,
    DecisionsEvent,
    DecisionSuperseded,
    Method,
    ObjectionRaised,
    ObjectionResolved,
    Outcome,
    OutcomePublished,
)
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling

ASKED: dict[Method, str] = {
    "no objection": N_("{who} asked whether anybody objects: {decision}"),
    "majority": N_("{who} asked for a vote: {decision}"),
}
VOTED: dict[Choice, str] = {
    "yes": N_("{who} voted yes: {decision}"),
    "no": N_("{who} voted no: {decision}"),
    "abstain": N_("{who} chose to abstain: {decision}"),
    "no objection": N_("{who} has no objection: {decision}"),
}
VOTED_ANEW: dict[Choice, str] = {
    "yes": N_("{who} changed their vote to yes: {decision}"),
    "no": N_("{who} changed their vote to no: {decision}"),
    "abstain": N_("{who} changed their vote and abstains: {decision}"),
    "no objection": N_("{who} changed their vote and has no objection: {decision}"),
}
CAME_OUT: dict[Outcome, str] = {
    "agreed": N_("Agreed: {decision} · {given} of {entitled} voices were given."),
    "not agreed": N_("Not agreed: {decision} · {given} of {entitled} voices were given."),
    "too few voices": N_("Not agreed, too few voices: {decision} · {given} of {entitled} were given."),
}


def sentence(event: DecisionsEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case DecisionOpened():
            return tell.say(ASKED[event.method], decision=tell.decision(event.decision))
        case BallotCast():
            return tell.say(VOTED[event.choice], decision=tell.decision(event.decision))
        case BallotRecast():
            return tell.say(VOTED_ANEW[event.choice], decision=tell.decision(event.decision))
        case BallotWithdrawn():
            return tell.say(
                N_("{who} took back their vote: {decision}"), decision=tell.decision(event.decision)
            )
        case ObjectionRaised():
            decision, reason = tell.decision(event.decision), tell.quote(event.reason)
            return tell.say(N_("{who} objects to {decision}: {reason}"), decision=decision, reason=reason)
        case ObjectionResolved():
            return resolved(event, tell)
        case DecisionExtended() | DecisionClosed() | OutcomePublished() | DecisionSuperseded():
            return life(event, tell)
        case _:
            assert_never(event)


def resolved(event: ObjectionResolved, tell: Telling) -> Markup:
    """An objection was taken in, or taken back."""
    decision = tell.decision_of(event.objection)
    note = None if event.note is None else tell.quote(event.note)
    match event.how, note:
        case "integrated", None:
            return tell.say(
                N_("{who} noted that an objection to {decision} was taken in."), decision=decision
            )
        case "integrated", _:
            return tell.say(
                N_("{who} said how an objection to {decision} was taken in: {note}"),
                decision=decision,
                note=note,
            )
        case _, None:
            return tell.say(N_("{who} took back an objection to {decision}."), decision=decision)
        case _:
            return tell.say(
                N_("{who} took back an objection to {decision}: {note}"), decision=decision, note=note
            )


def life(
    event: DecisionExtended | DecisionClosed | OutcomePublished | DecisionSuperseded, tell: Telling
) -> Markup:
    """A decision gets more time, ends, is counted, or is replaced."""
    decision = tell.decision(event.decision)
    match event:
        case DecisionExtended():
            return tell.say(
                N_("{who} gave more time, until {when}: {decision} {why}"),
                when=tell.when(event.closes_at),
                decision=decision,
                why=tell.quote(event.why),
            )
        case DecisionClosed():
            return closed(event, decision, tell)
        case OutcomePublished():
            given = sum(event.counts.values())
            return tell.say(CAME_OUT[event.outcome], decision=decision, given=given, entitled=event.entitled)
        case DecisionSuperseded():
            return tell.say(N_("Replaced by a new text: {decision}"), decision=decision)
        case _:
            assert_never(event)


def closed(event: DecisionClosed, decision: Markup, tell: Telling) -> Markup:
    """Voting ends by the clock, or by hand, before its time with a reason."""
    match event.how, event.why:
        case "by the clock", _:
            return tell.say(N_("The time was up, and voting closed: {decision}"), decision=decision)
        case _, None:
            return tell.say(N_("{who} closed the vote: {decision}"), decision=decision)
        case _, why:
            assert why is not None
            return tell.say(
                N_("{who} closed the vote: {decision} {why}"), decision=decision, why=tell.quote(why)
            )
