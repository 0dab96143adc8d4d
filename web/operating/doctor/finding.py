"""What the doctor finds, and whom the doctor looks at."""

from datetime import datetime
from typing import Literal, NamedTuple

from web.operating.backing_up import Steps
from web.operating.reading import Reading
from web.settings import Settings

State = Literal["well", "notice", "wrong"]
LAST = 1_000
"""How many of the newest events of each partnership are looked at, unless all are."""


class Finding(NamedTuple):
    """One thing that was looked at: how it is, in a sentence, and what to do."""

    what: str
    state: State
    says: str
    advice: str | None = None

    @property
    def is_wrong(self) -> bool:
        """Whether somebody has to do something."""
        return self.state == "wrong"


class Patient(NamedTuple):
    """What is looked at, and how closely."""

    settings: Settings
    reading: Reading
    steps: Steps
    full: bool
    served: bool
    now: datetime


def well(what: str, says: str) -> Finding:
    """Nothing to do."""
    return Finding(what, "well", says)


def notice(what: str, says: str, advice: str) -> Finding:
    """Good to know; nothing breaks."""
    return Finding(what, "notice", says, advice)


def wrong(what: str, says: str, advice: str) -> Finding:
    """Somebody has to do something."""
    return Finding(what, "wrong", says, advice)
