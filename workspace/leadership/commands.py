"""What can be asked about leading by small steps."""

from datetime import date

from workspace.commands import Command, Title


class ChooseQuickWin(Command, frozen=True, kw_only=True):
    """Choose something small to do together within thirty days."""

    title: Title
    due: date


LeadershipCommand = ChooseQuickWin
