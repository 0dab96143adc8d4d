"""What can be asked about ties."""

from typing import Annotated

import msgspec

from events.network import Tie, TieKind
from workspace.commands import Command


class RecordTies(Command, frozen=True, kw_only=True):
    """Record a survey's ties of one kind; convener, or the command line."""

    kind: TieKind
    source: Annotated[str, msgspec.Meta(max_length=200)]
    ties: tuple[Tie, ...]


NetworkCommand = RecordTies
