"""The directory itself, with a search field that needs no JavaScript."""

from collections.abc import Iterable
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from events.partners import (
    DisplayNameChosen,
    IntroductionWritten,
    InvitationAccepted,
    MandateGranted,
    MandateRevoked,
    MemberAdmitted,
    PartnerJoined,
    PartnerLeft,
    PartnerPaused,
    PartnerResumed,
    PartnershipFounded,
    PeopleAdmitted,
    PerspectiveDeclared,
    RoleGranted,
    RoleRevoked,
)
from events.vocabulary import Event, Recorded
from projections.partners import Directory
from projections.views import Views
from web.live.fragment import Fragment
from web.page import Page
from web.pages.directory.listing import organisation_groups, people, silent_seats
from web.reader import Audience
from web.sentences import labels

TOUCHING: frozenset[type[Event]] = frozenset(
    (
        *(PartnershipFounded, PartnerJoined, PartnerPaused, PartnerResumed, PartnerLeft),
        *(MemberAdmitted, PeopleAdmitted, PerspectiveDeclared),
        *(MandateGranted, MandateRevoked, RoleGranted, RoleRevoked),
        *(DisplayNameChosen, IntroductionWritten, InvitationAccepted),
    )
)
NOT_LIVE = "directory-search"
"""What the page is called while it shows a search: the whole list is not pushed into a part of it."""


def context(
    views: Views,
    audience: Audience,
    item: str | None = None,
    *,
    now: Directory | None = None,
    query: str = "",
    number: int = 1,
) -> dict[str, Any]:
    """The list. `now` is today's directory where the views are older: see `web.perspectives`."""
    return {
        "now": now or views.directory,
        "query": query,
        "number": number,
        "organisation_groups": organisation_groups,
        "people": people,
        "silent_seats": silent_seats,
        "labels": labels,
    }


def touched(recorded: Recorded) -> Iterable[str | None]:
    """The whole list, when who is here or what they show of themselves is no longer the same."""
    return (None,) if type(recorded.event) in TOUCHING else ()


FRAGMENTS = [Fragment("directory", "directory/index.html", "directory_list", context, touched)]


@get("/p/{partnership:str}/directory", name="directory")
async def directory(page: NamedDependency[Page]) -> Response[str]:
    """Organisations by focal group and category, people by name."""
    query = page.request.query_params.get("q", "").strip()[:100]
    number = asked_number(page.request.query_params.get("people", ""))
    now = await today(page)
    shared = context(page.views, page.audience, now=now, query=query, number=number)
    whole = not query and number == 1
    return page.show("directory/index.html", shared, page="directory" if whole else NOT_LIVE)


def asked_number(given: str) -> int:
    """The number in an address, 1 where there is none."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 1


async def today(page: Page) -> Directory:
    """The directory as it is now, whatever moment the page shows."""
    if page.views.live:
        return page.views.directory
    return (await page.engine.views(page.reader.partnership)).directory
