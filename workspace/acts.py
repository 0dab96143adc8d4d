"""What comes in with a command besides its content: whose act it is, for whom, when, by which id."""

from datetime import datetime

import msgspec


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """The server's own knowledge about a command. Nothing in it comes from a client's fields.

    `command` is the command's id; a thing that the command makes (a goal, a wording, …) takes that
    same id as its own, so a repeated command can never make two. `at` is when it happened, in UTC.
    `partner` is the partner acted for; a person acting for themselves acts for the partner that
    carries their own id. `clock` marks an act of the scheduler, `operator` one of the command line (an
    import, a demonstration); neither has a member behind it.
    `counted` says that the server itself worked out what the command says: nobody sent it.
    """

    command: str
    person: str
    partner: str | None = None
    at: datetime
    told_by: str | None = None
    recorded_by: str | None = None
    clock: bool = False
    operator: bool = False
    counted: bool = False
