"""A draft in the fault tests: opening it, who may write in it, and what was kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from events.charter import DraftSealed
from events.log.codec import decode
from events.log.log import Log
from tests.faults.voting import PARTNERSHIP, asked, beginning
from tests.web.drafting.writing import Window
from web.accounts import Accounts
from web.asking import TERMS
from web.command_line.opening import own_desk
from web.control import Kept
from web.drafting.keeping import Keeping
from web.drafting.sealing import all_versions, root
from web.security.cookies import SESSION, cookie_name
from web.settings import Settings

STATEMENT, DRAFT = "d" * 32, "e" * 32


async def begun(settings: Settings, people: Sequence[str]) -> list[str]:
    """A partnership with a draft, and the cookies of people who may write in it."""
    terms = [
        asked("AcceptRecordTerms", f"c{number:031x}", person, terms=TERMS)
        for number, person in enumerate(people)
    ]
    opened = [
        msgspec.structs.replace(asked("OpenStatement", STATEMENT, people[0]), fields={"kind": "mission"}),
        asked("OpenDraft", DRAFT, people[0], statement=STATEMENT, language="en"),
    ]
    async with own_desk(settings) as desk:
        answers = await desk.ask([*beginning(), *terms, *opened])
    assert all(isinstance(answer, Kept) for answer in answers), answers
    return await cookies_of(settings, people)


async def cookies_of(settings: Settings, people: Sequence[str]) -> list[str]:
    """What the browsers of people who are signed in send."""
    accounts, cookies = Accounts.at(settings.accounts_url), []
    for person in people:
        account = accounts.create(f"{person}@example.org")
        accounts.link(account.id, PARTNERSHIP, person)
        token = await accounts.sessions.start_for(account.id)
        cookies.append(f"{cookie_name(SESSION, settings)}={token}")
    await accounts.stop()
    return cookies


def is_half_closed(settings: Settings) -> bool:
    """Whether the draft stands under a new key, and the partnership's record does not say so yet."""
    with Log.open(settings.database_url, read_only=True) as log:
        place = log.drafts.head(PARTNERSHIP, DRAFT)
        events = [decode(stored.state).event for stored in log.read(PARTNERSHIP)]
    said = [event.position for event in events if isinstance(event, DraftSealed)]
    return place is not None and place.since > max([1, *said])


class KeptDraft(NamedTuple):
    """What stands in the databases of a draft."""

    whole: bytes
    """The document that the stored rows make, as an update."""
    told: str
    """The text of the last version."""
    steps: int
    closings: list[int]
    """The positions up to which it was closed, from its own rows."""
    sealed: list[int]
    """The same from the partnership's record."""
    readable_before: int
    """Rows before the last closing whose words can still be read."""
    roots_hold: bool


async def kept_draft(settings: Settings) -> KeptDraft:
    """Read a draft as whoever starts a server next would."""
    async with own_desk(settings) as desk:
        log, keys = desk.engine.log, desk.engine.keys
        keeping, window = Keeping(log.drafts, keys, PARTNERSHIP, DRAFT), Window()
        place = keeping.place()
        rows = list(keeping.read(0))
        for row in rows[place.since - 1 :]:
            if row.kind != "versions":
                assert row.data is not None
                window.take(row.data)
        events = [decode(stored.state).event for stored in log.read(PARTNERSHIP)]
        sealed = [event for event in events if isinstance(event, DraftSealed)]
        return KeptDraft(
            window.whole,
            "".join(span.text for span in all_versions(keeping)[-1].spans),
            len(rows),
            [row.position for row in rows if row.kind == "compacted"],
            [event.position for event in sealed],
            sum(row.data is not None and row.kind != "versions" for row in rows[: place.since - 1]),
            all(event.root == root(keeping.leaves(event.position)) for event in sealed),
        )
