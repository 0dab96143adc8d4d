"""Sentences about how partners work together."""

from markupsafe import Markup

from events.network import NetworkEvent, TieKind
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling

RECORDED: dict[TieKind, tuple[str, str]] = {
    "contact": (
        N_("{who} recorded {count} pair of partners who are in touch (source: {source})."),
        N_("{who} recorded {count} pairs of partners who are in touch (source: {source})."),
    ),
    "collaboration": (
        N_("{who} recorded {count} pair of partners who work together (source: {source})."),
        N_("{who} recorded {count} pairs of partners who work together (source: {source})."),
    ),
    "dissemination": (
        N_("{who} recorded {count} pair of partners who spread the word together (source: {source})."),
        N_("{who} recorded {count} pairs of partners who spread the word together (source: {source})."),
    ),
}


def sentence(event: NetworkEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    one, many = RECORDED[event.kind]
    return tell.count(one, many, len(event.ties), source=event.source)
