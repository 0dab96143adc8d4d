"""The same command again gets the answer it got first."""

from collections.abc import Mapping, Sequence

from events.log.plan import Done, Wanted
from events.log.records import CommandRow

Known = Mapping[tuple[str, str], CommandRow]
"""What is kept of commands, by partnership and command id."""


class CommandReused(Exception):
    """A command id came again with another person or another content."""


def first_of_each(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Without commands whose id stands in the same group already; those are answered afterwards."""
    seen: dict[tuple[str, str], Wanted] = {}
    for one in wanted:
        seen.setdefault((one.partnership, one.command), one)
    return list(seen.values())


def answer_again(one: Wanted, row: CommandRow) -> None:
    """The first answer for the same command; a refusal for the same id with anything else."""
    if (row.person, row.body_hash) == (one.envelope.person, one.body_hash):
        one.settle(Done(one.partnership, row.first, row.count, again=True))
    else:
        one.settle(CommandReused())
