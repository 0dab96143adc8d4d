"""Rules about a first quick win."""

from datetime import timedelta

from events.leadership import QuickWinChosen
from workspace.acts import Act
from workspace.leadership.commands import LeadershipCommand
from workspace.refusals import Decided, refuse
from workspace.standing import leads
from workspace.state import Partnership

QUICK = timedelta(days=30)


def decide(command: LeadershipCommand, state: Partnership, act: Act) -> Decided:
    """Those who lead choose it; it is due within thirty days, or it is not quick."""
    if not leads(state, act):
        return refuse("not allowed", "Only a convener or a facilitator may do this. Ask one of them.")
    # Somewhere the day is already the next one, or still the one before.
    first, last = act.at.date() - timedelta(days=1), act.at.date() + QUICK + timedelta(days=1)
    if not first <= command.due <= last:
        return refuse("not valid", "A quick win is done within 30 days. Choose a day in that time.")
    return (QuickWinChosen(title=command.title, due=command.due),)
