"""What can be asked about support."""

from events.support import Need
from workspace.commands import Command, Reason


class AskSupport(Command, frozen=True, kw_only=True):
    """Say what one needs in order to take part; nothing takes it back."""

    needs: tuple[Need, ...]
    note: Reason | None = None


SupportCommand = AskSupport
