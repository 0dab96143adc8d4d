"""What can be asked about what people share for the sums."""

from typing import Annotated

from events.partners import Figures
from events.sealed import Personal
from workspace.commands import Command, Limit


class ShareAttributes(Command, frozen=True, kw_only=True):
    """Share attributes of oneself for the sums. `attributes` is JSON, sealed."""

    attributes: Annotated[Personal, Limit(700)]


class WithdrawAttributes(Command, frozen=True, kw_only=True):
    """Take one's own out of the sums."""


class ReleaseFigures(Command, frozen=True, kw_only=True):
    """Release the sums that the server counted when the partnership stood at position `seen`."""

    seen: int
    people: int
    tables: tuple[Figures, ...]


AttributesCommand = ShareAttributes | WithdrawAttributes | ReleaseFigures
