"""How we work: who holds which role, how decisions are made, what is kept and how to take it back."""

from collections.abc import Iterable
from typing import Any, get_args

from litestar import Response, get, post
from litestar.di import NamedDependency

from events.network import TiesRecorded
from events.partners import MandateGranted, MandateRevoked, PartnerLeft, Role, RoleGranted, RoleRevoked
from events.vocabulary import Event, Recorded
from projections.partners import holders, organisations
from projections.table import density
from projections.views import Views
from web.asking import TERMS
from web.door import Problem
from web.live.fragment import Fragment
from web.page import Page
from web.pages.beginning import context as begun
from web.pages.directory.sending import send
from web.reader import Audience
from web.sentences import labels
from workspace.partners.commands import AcceptRecordTerms

TOUCHING: frozenset[type[Event]] = frozenset(
    (RoleGranted, RoleRevoked, MandateGranted, MandateRevoked, PartnerLeft, TiesRecorded)
)


def context(views: Views, audience: Audience, item: str | None = None) -> dict[str, Any]:
    """Roles with those who hold them, mandates, and how densely partners work together."""
    directory = views.directory
    by_role = {role: holders(directory, role) for role in get_args(Role) if role != "member"}
    mandates = [
        (person, partner, mandate)
        for partner, one in organisations(directory).items()
        for person in one.members
        if (mandate := directory.people[person].mandates.get(partner)) is not None
    ]
    return {
        "by_role": {role: people for role, people in by_role.items() if people},
        "mandates": mandates,
        "surveys": [(kind, one, density(one)) for kind, one in views.table.surveys.items()],
        "labels": labels,
        "insider": audience.role != "observer",
    }


def touched(recorded: Recorded) -> Iterable[str | None]:
    """The whole part, when a role or a mandate begins or ends."""
    return (None,) if type(recorded.event) in TOUCHING else ()


FRAGMENTS = [Fragment("how-we-work", "how_we_work/index.html", "how_we_work_roles", context, touched)]


@get("/p/{partnership:str}/how-we-work", name="how-we-work")
async def how_we_work(page: NamedDependency[Page]) -> Response[str]:
    """The page."""
    return await show(page, None)


async def show(page: Page, trouble: Problem | None) -> Response[str]:
    """The page, after a form of it was sent too."""
    shared = context(page.views, page.audience) | begun(page.views, page.audience)
    known = page.views.directory.people.get(page.reader.person)
    mine = {"accepted": known is not None and (known.terms or 0) >= TERMS, "terms": TERMS}
    return page.show("how_we_work/index.html", shared, mine, page="how-we-work", problem=trouble)


@post("/p/{partnership:str}/how-we-work/terms", name="terms")
async def accept(page: NamedDependency[Page]) -> Response[Any]:
    """Say that one has read what is kept."""
    return await send(page, AcceptRecordTerms, {"terms": TERMS}, back="/how-we-work#kept", again=show)


HANDLERS = [how_we_work, accept]
