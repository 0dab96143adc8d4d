"""Sentences about leading by small steps."""

from markupsafe import Markup

from events.leadership import LeadershipEvent
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling


def sentence(event: LeadershipEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    return tell.say(
        N_("{who} chose a first quick win: {title}, by {day}."),
        title=tell.quote(event.title),
        day=tell.day(event.due),
    )
