"""Sentences about statements and the wordings proposed for them."""

from typing import assert_never

from markupsafe import Markup

from events.charter import (
    StatementAdopted,
    StatementOpened,
    StatementsEvent,
    WordingCorrected,
    WordingProposed,
    WordingWithdrawn,
)
from web.rendering.language import gettext_noop as N_
from web.sentences.labels import THE_STATEMENT
from web.sentences.telling import Telling


def sentence(event: StatementsEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case StatementOpened():
            statement = tell.label(THE_STATEMENT[event.kind])
            return tell.say(N_("{who} began to look for {statement} together."), statement=statement)
        case WordingProposed():
            return tell.say(
                N_("{who} proposed a text for {statement}: {text}"),
                statement=tell.statement(event.statement),
                text=tell.quote(event.text),
            )
        case WordingCorrected():
            return tell.say(
                N_("{who} put a slip of the pen right in a text for {statement}: {why}"),
                statement=tell.statement_of(event.wording),
                why=tell.quote(event.why),
            )
        case WordingWithdrawn():
            return withdrawn(event, tell)
        case StatementAdopted():
            return tell.say(
                N_("A text became {statement}, through {decision}. Time to look again: {day}."),
                statement=tell.statement(event.statement),
                decision=tell.decision(event.decision),
                day=tell.day(event.review_on),
            )
        case _:
            assert_never(event)


def withdrawn(event: WordingWithdrawn, tell: Telling) -> Markup:
    """A text is taken back, with or without a reason."""
    statement = tell.statement_of(event.wording)
    if event.why is None:
        return tell.say(N_("{who} took back a text for {statement}."), statement=statement)
    why = tell.quote(event.why)
    return tell.say(N_("{who} took back a text for {statement}: {why}"), statement=statement, why=why)
