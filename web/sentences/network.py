"""Sentences about how partners work together."""

from typing import assert_never

from markupsafe import Markup

from events.network import NetworkEvent
from web.sentences.telling import Telling


def sentence(event: NetworkEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    pairs = len(event.ties)
    match event.kind:
        case "contact":
            return tell.ngettext(
                "{who} recorded {count} pair of partners who are in touch (source: {source}).",
                "{who} recorded {count} pairs of partners who are in touch (source: {source}).",
                pairs,
                source=event.source,
            )
        case "collaboration":
            return tell.ngettext(
                "{who} recorded {count} pair of partners who work together (source: {source}).",
                "{who} recorded {count} pairs of partners who work together (source: {source}).",
                pairs,
                source=event.source,
            )
        case "dissemination":
            return tell.ngettext(
                "{who} recorded {count} pair of partners who spread the word together (source: {source}).",
                "{who} recorded {count} pairs of partners who spread the word together (source: {source}).",
                pairs,
                source=event.source,
            )
        case _:
            assert_never(event.kind)
