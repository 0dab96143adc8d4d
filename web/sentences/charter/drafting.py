"""Sentences about drafts, their rounds, and suggestions."""

from typing import assert_never

from markupsafe import Markup

from events.charter import (
    DraftingEvent,
    DraftOpened,
    DraftRoundEnded,
    DraftRoundOpened,
    DraftSealed,
    SuggestionAccepted,
    SuggestionDeclined,
    SuggestionMade,
    SuggestionWithdrawn,
)
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling


def sentence(event: DraftingEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case DraftOpened():
            statement = tell.statement(event.statement)
            return tell.say(
                N_("{who} began a draft of {statement} for all to write in."), statement=statement
            )
        case DraftSealed():
            return tell.say(N_("A draft was closed up to here; what is left of it stays as it is."))
        case DraftRoundOpened():
            return begun(event, tell)
        case DraftRoundEnded(round=1):
            return tell.say(N_("The first round of writing together is over."))
        case DraftRoundEnded():
            return tell.say(N_("The second round of writing together is over."))
        case SuggestionMade():
            return suggested(event, tell)
        case SuggestionAccepted():
            suggestion = tell.suggestion(event.suggestion)
            return tell.say(N_("{who} accepted a suggestion: {suggestion}"), suggestion=suggestion)
        case SuggestionDeclined():
            suggestion, why = tell.suggestion(event.suggestion), tell.quote(event.why)
            return tell.say(
                N_("{who} declined the suggestion {suggestion}, and said why: {why}"),
                suggestion=suggestion,
                why=why,
            )
        case SuggestionWithdrawn():
            suggestion = tell.suggestion(event.suggestion)
            return tell.say(N_("{who} took a suggestion back: {suggestion}"), suggestion=suggestion)
        case _:
            assert_never(event)


def begun(event: DraftRoundOpened, tell: Telling) -> Markup:
    """Which round, and until when."""
    until = tell.when(event.ends_at)
    if event.round == 1:
        return tell.say(N_("{who} began the first round of writing together, until {until}."), until=until)
    return tell.say(N_("{who} began the second round of writing together, until {until}."), until=until)


def suggested(event: SuggestionMade, tell: Telling) -> Markup:
    """Which words, and what instead."""
    passage = tell.quote(event.passage)
    if event.replacement is None:
        return tell.say(N_("{who} suggested to leave out {passage}."), passage=passage)
    return tell.say(
        N_("{who} suggested {replacement} instead of {passage}."),
        replacement=tell.quote(event.replacement),
        passage=passage,
    )
