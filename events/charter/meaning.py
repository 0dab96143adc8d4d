"""What a text should say, before anybody writes it: what matters to each, told to all at the same moment."""

from typing import Literal

from events.sealed import Words
from events.vocabulary import Event, Moment, kept, until


@kept("IdeasInvited")
class IdeasInvited(Event, frozen=True, kw_only=True):
    """Everybody is asked what matters to them about a statement. `reveals_at` None: shown by hand."""

    round: str
    statement: str
    reveals_at: Moment | None


@kept("InterestDeclared", readers=until("IdeasRevealed"))
class InterestDeclared(Event, frozen=True, kw_only=True):
    """Somebody says what matters to them, and up to three ideas. It replaces what they said before.

    Nobody else reads it before the ideas of all are revealed. Without any text they take it back.
    """

    round: str
    interest: Words | None
    first_idea: Words | None
    second_idea: Words | None
    third_idea: Words | None

    @property
    def texts(self) -> tuple[Words, ...]:
        """All that is said, in this order; nothing where it is taken back."""
        said = (self.interest, self.first_idea, self.second_idea, self.third_idea)
        return tuple(one for one in said if one is not None)


@kept("IdeasRevealed")
class IdeasRevealed(Event, frozen=True, kw_only=True):
    """From now on everybody at the table reads what everybody wrote. `authors` is how many did."""

    round: str
    how: Literal["by hand", "by the clock"]
    authors: int


MeaningEvent = IdeasInvited | InterestDeclared | IdeasRevealed
