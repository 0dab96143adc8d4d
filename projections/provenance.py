"""Who did something, for whom, when, and at which moment of the partnership."""

from datetime import datetime

import msgspec

from events.vocabulary import Header


class Provenance(msgspec.Struct, frozen=True, gc=False):
    """Stands beside everything a page shows."""

    person: str
    on_behalf_of: str | None
    when: datetime
    position: int
    told_by: str | None = None
    recorded_by: str | None = None


def provenance(header: Header) -> Provenance:
    """The provenance of the event with that header."""
    return Provenance(
        header.person,
        header.on_behalf_of,
        header.when,
        header.position,
        header.told_by,
        header.recorded_by,
    )
