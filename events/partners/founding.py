"""How a partnership begins: what kind of thing it is, how it starts, who comes in when."""

from datetime import date
from typing import Literal

from events.partners.people import Category
from events.sealed import Words
from events.vocabulary import EVERYONE, Event, kept

KindOfWe = Literal["partnership", "coalition", "network", "research team"]
StartingApproach = Literal["small", "large"]


@kept("StartingApproachChosen", readers=EVERYONE)
class StartingApproachChosen(Event, frozen=True, kw_only=True):
    """What kind of thing "we" are, whom the question affects, and whether to start small or large."""

    we: KindOfWe
    approach: StartingApproach
    affected: Words | None
    why: Words | None


@kept("InclusionWavePlanned")
class InclusionWavePlanned(Event, frozen=True, kw_only=True):
    """Who is to be asked when: the first wave is from the start, later ones as progress is made.

    Planning a wave of the same number again replaces it.
    """

    number: int
    title: Words | None
    categories: tuple[Category, ...]
    by: date | None


FoundingEvent = StartingApproachChosen | InclusionWavePlanned
