"""The history in sentences, as the history page tells them to somebody who leads."""

from collections.abc import Sequence

from events.log.keys import KeyStore
from events.vocabulary import Recorded
from projections.views import Views
from web.reader import Audience
from web.rendering.naming import Naming
from web.sentences import sentence
from web.sentences.telling import Telling


def sentences(views: Views, history: Sequence[Recorded], keys: KeyStore) -> list[str]:
    """One sentence for each event, without markup. The views reach as far as the last of them."""
    naming = Naming(keys, views, Audience("facilitator"))
    return [sentence(recorded.event, Telling(naming, recorded.header)).striptags() for recorded in history]
