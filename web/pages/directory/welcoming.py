"""Facilitators and conveners give organisations a seat and admit people."""

from hashlib import blake2b
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency

from projections.partners import organisations
from web.accounts import Accounts
from web.door import Problem, problem
from web.page import Page
from web.pages.directory.listing import folded
from web.pages.directory.sending import go, send, shown_again
from web.sentences import labels
from web.sentences.labels import CATEGORIES_OF
from workspace.partners.commands import AdmitOrganisation, AdmitPerson

CATEGORY_GROUP = {category: group for group, many in CATEGORIES_OF.items() for category in many}


@get("/p/{partnership:str}/directory/organisations/new", name="new-organisation")
async def new_organisation(page: NamedDependency[Page]) -> Response[str]:
    """The form for an organisation."""
    return await organisation_form(page, None)


@post("/p/{partnership:str}/directory/organisations", name="organisations")
async def admit_organisation(page: NamedDependency[Page]) -> Response[Any]:
    """Give an organisation a seat. Its group follows from its category."""
    fields = await page.form()
    category = fields.get("category")
    if isinstance(category, str) and category in CATEGORY_GROUP:
        fields["group"] = CATEGORY_GROUP[category]
    return await send(page, AdmitOrganisation, fields, back="/directory", again=organisation_form)


async def organisation_form(page: Page, trouble: Problem | None) -> Response[str]:
    """The form, empty or with what was typed."""
    welcome(page)
    return page.show("directory/new_organisation.html", {"labels": labels}, problem=trouble)


@get("/p/{partnership:str}/directory/people/new", name="new-person")
async def new_person(page: NamedDependency[Page]) -> Response[str]:
    """The form for a person."""
    return await person_form(page, None)


@post("/p/{partnership:str}/directory/people", name="people")
async def admit_person(page: NamedDependency[Page], accounts: NamedDependency[Accounts]) -> Response[Any]:
    """Admit a person; with an e-mail address they can come in by a link that is sent to it."""
    fields = await page.form()
    email = str(fields.pop("email", "") or "").strip()
    fields["person"] = await new_person_id(page)
    answer = await address_trouble(page, accounts, email) or await page.submit(AdmitPerson, fields)
    if isinstance(answer, Problem):
        typed = {**fields, "email": email}
        return await shown_again(page, answer, typed, "AdmitPerson", person_form)
    if email:
        await link(page, accounts, email, fields)
    return go(page, f"{page.base}/directory")


async def person_form(page: Page, trouble: Problem | None) -> Response[str]:
    """The form, empty or with what was typed."""
    welcome(page)
    return page.show("directory/new_person.html", {"labels": labels, "choices": choices}, problem=trouble)


def welcome(page: Page) -> None:
    """Refuse the page to those who cannot welcome anybody; it looks as if it were not there."""
    if page.audience.role != "facilitator" or not page.views.live:
        raise page.not_here()


def choices(naming: Any) -> list[tuple[str, str]]:
    """The organisations that a person can act for, by name, as a form offers them."""
    here = organisations(naming.views.directory)
    found = [(key, naming.text(one.name)) for key, one in here.items() if not one.members]
    return sorted(found, key=lambda one: folded(one[1]))


async def new_person_id(page: Page) -> str:
    """The id of the person that this form admits: the same one when the form is sent again."""
    # A form without an id is refused when it is submitted; nobody gets this one.
    command = await page.command_id() or "none"
    return blake2b(b"person:" + command.encode(), digest_size=16).hexdigest()


async def address_trouble(page: Page, accounts: Accounts, email: str) -> Problem | None:
    """What is wrong with an e-mail address; None also where none was given."""
    if not email:
        return None
    name, at, host = email.rpartition("@")
    if not (name and at and "." in host and len(email) <= 254) or any(c.isspace() for c in email):
        return problem("This does not look like an e-mail address. Please check it.", "email")
    account = await accounts.run(accounts.find, email)
    taken = await accounts.run(accounts.people, account.id) if account else {}
    seated = taken.get(page.reader.partnership)
    if seated is not None and seated.person != await new_person_id(page):
        return problem("Somebody with this address is here already.", "email")
    return None


async def link(page: Page, accounts: Accounts, email: str, fields: dict[str, Any]) -> None:
    """Let whoever reads the mail of this address come in as this person."""
    account = await accounts.run(accounts.create, email, fields.get("language", "en"))
    await accounts.run(accounts.link, account.id, page.reader.partnership, fields["person"])


HANDLERS = [new_organisation, admit_organisation, new_person, admit_person]
