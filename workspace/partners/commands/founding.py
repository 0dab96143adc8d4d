"""What can be asked about how a partnership begins: what kind of thing it is, and who comes in when."""

from datetime import date
from typing import Annotated

import msgspec

from events.partners import Category, KindOfWe, StartingApproach
from workspace.commands import Command, Reason, Title

WAVES = 9


class ChooseStartingApproach(Command, frozen=True, kw_only=True):
    """Say what kind of thing "we" are, whom the question affects, and whether to start small or large."""

    we: KindOfWe
    approach: StartingApproach
    affected: Reason | None = None
    why: Reason | None = None


class PlanInclusionWave(Command, frozen=True, kw_only=True):
    """Plan who is asked when; the first wave is from the start. The same number again replaces it."""

    number: Annotated[int, msgspec.Meta(ge=1, le=WAVES)]
    title: Title | None = None
    categories: Annotated[tuple[Category, ...], msgspec.Meta(max_length=20)] = ()
    by: date | None = None


FoundingCommand = ChooseStartingApproach | PlanInclusionWave
