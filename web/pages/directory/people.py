"""One person's page: for whom they act, their roles, and the forms to grant and end both."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from projections.partners import roles_of
from web.door import Problem
from web.page import Again, Page, in_place
from web.pages.directory.listing import person_line
from web.pages.directory.page import today
from web.pages.directory.sending import send
from web.pages.directory.welcoming import choices
from web.sentences import labels
from workspace.partners.commands import GrantMandate, GrantRole, RevokeMandate, RevokeRole


@get("/p/{partnership:str}/directory/people/{person:str}", name="person")
async def person(page: NamedDependency[Page], person: FromPath[str]) -> Response[str]:
    """A person as this audience may see them; observers see no single person."""
    return await show(person)(page, None)


def show(person_id: str) -> Again:
    """The page of that person, to show it again after a form of it was sent."""

    async def again(page: Page, trouble: Problem | None) -> Response[str]:
        known = page.views.directory.people.get(person_id)
        if known is None or page.audience.role == "observer":
            raise page.not_here()
        shared = {
            "person_id": person_id,
            "known": known,
            "now": await today(page),
            "line": person_line,
            "choices": choices,
            "labels": labels,
            "roles": sorted(roles_of(page.views.directory, person_id)),
        }
        return page.show("directory/person.html", shared, problem=trouble)

    return again


@post("/p/{partnership:str}/directory/people/{person:str}/roles", name="roles")
async def grant_role(page: NamedDependency[Page], person: FromPath[str]) -> Response[Any]:
    """Give a role."""
    return await about(page, person, GrantRole)


@post("/p/{partnership:str}/directory/people/{person:str}/roles/ending", name="roles-ending")
async def revoke_role(page: NamedDependency[Page], person: FromPath[str]) -> Response[Any]:
    """Take a role back."""
    return await about(page, person, RevokeRole)


@post("/p/{partnership:str}/directory/people/{person:str}/mandates", name="mandates")
async def grant_mandate(page: NamedDependency[Page], person: FromPath[str]) -> Response[Any]:
    """Let the person act for an organisation."""
    return await about(page, person, GrantMandate)


@post("/p/{partnership:str}/directory/people/{person:str}/mandates/ending", name="mandates-ending")
async def revoke_mandate(page: NamedDependency[Page], person: FromPath[str]) -> Response[Any]:
    """End a mandate."""
    return await about(page, person, RevokeMandate)


Asked = type[GrantRole] | type[RevokeRole] | type[GrantMandate] | type[RevokeMandate]


async def about(page: Page, person_id: str, command: Asked) -> Response[Any]:
    """Ask for something about a person, and stay on their page."""
    fields = in_place(await page.form(), person=person_id)
    back = f"/directory/people/{person_id}"
    return await send(page, command, fields, back=back, again=show(person_id))


HANDLERS = [person, grant_role, revoke_role, grant_mandate, revoke_mandate]
