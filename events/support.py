"""What people need in order to take part."""

from typing import Literal

from events.sealed import Words
from events.vocabulary import FACILITATORS, Event, kept

Need = Literal["interpreter", "travel", "childcare", "device", "accessible format", "other"]


@kept("SupportAsked", readers=FACILITATORS)
class SupportAsked(Event, frozen=True, kw_only=True):
    """A person says what they need. Only they and the facilitators read it; no needs takes it back."""

    person: str
    needs: tuple[Need, ...]
    note: Words | None


SupportEvent = SupportAsked
