"""Leading by small steps: a first quick win."""

from datetime import date

from events.sealed import Words
from events.vocabulary import EVERYONE, Event, kept


@kept("QuickWinChosen", readers=EVERYONE)
class QuickWinChosen(Event, frozen=True, kw_only=True):
    """Something small that will be done together within thirty days. Another one replaces it."""

    title: Words
    due: date


LeadershipEvent = QuickWinChosen
