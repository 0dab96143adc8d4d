"""Inviting somebody: by a link to their address, or by a printed code with a PIN.

Addresses stand with the accounts alone, and on the list of those who may invite. A code and its PIN are
shown once: here only their hashes are kept.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from projections.partners import open_invitations
from projections.partners.seats import Seat, state
from web.accounts import Accounts
from web.accounts.addresses import normalised
from web.accounts.invitations import Secret
from web.door import Problem, problem
from web.mail import Invited, Post
from web.page import Page
from web.pages.directory.sending import go, send, shown_again
from web.pages.directory.welcoming import address_trouble, choices, welcome
from web.reader import LANGUAGES, Language
from web.rendering.naming import Naming
from web.sentences import labels
from web.settings import Settings
from web.wanted import may_see, today
from workspace.partners.commands.joining import InvitePartner, WithdrawInvitation

DAYS = (7, 14, 30, 60)
INVITATIONS = "/directory/invitations"


class Sending(NamedTuple):
    """What an invitation goes out with."""

    page: Page
    settings: Settings
    accounts: Accounts
    mail: Post


@get("/p/{partnership:str}/directory/invitations", name="invitations")
async def invitations(page: NamedDependency[Page], accounts: NamedDependency[Accounts]) -> Response[str]:
    """Whom we have invited."""
    return await listing(page, accounts, None)


async def listing(page: Page, accounts: Accounts, trouble: Problem | None) -> Response[str]:
    """The list: open ones with the address, since nobody else ever sees it."""
    welcome(page)
    known = await accounts.run(accounts.invitations.open_in, page.reader.partnership)
    shared = {"addresses": {key: one.address for key, one in known.items()}, "known": known, "labels": labels}
    return page.show("directory/invitations.html", shared, problem=trouble)


@get("/p/{partnership:str}/directory/invitations/new", name="new-invitation")
async def new_invitation(page: NamedDependency[Page]) -> Response[str]:
    """The form."""
    return await form(page, None)


async def form(page: Page, trouble: Problem | None) -> Response[str]:
    """The form, empty or with what was typed, and with the seat that somebody is invited for."""
    welcome(page)
    shared = {"labels": labels, "choices": choices, "days": DAYS, "wanted": await wanted_by(page)}
    return page.show("directory/new_invitation.html", shared, problem=trouble)


async def wanted_by(page: Page) -> Seat | None:
    """The seat that the address names: it reminds those who invite, and is no part of the invitation."""
    found = page.views.seats.seats.get(page.request.query_params.get("seat", ""))
    if found is None or state(found) not in ("looking", "thin"):
        return None
    return found if may_see(found, await today(page)) else None


@post("/p/{partnership:str}/directory/invitations", name="invite")
async def invite(
    page: NamedDependency[Page],
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    mail: NamedDependency[Post],
) -> Response[Any]:
    """Invite: the record says for whom and with which role, the link or the paper goes to the person."""
    welcome(page)
    sent = await page.form()
    address = normalised(str(sent.pop("address", "") or "")[:400])
    language = language_of(sent.pop("language", page.language))
    fields = {**sent, "until": until_of(sent.pop("days", "14"))}
    fields.pop("days", None)
    trouble = await invited_already(page, accounts, address)
    answer = trouble or await page.submit(InvitePartner, fields)
    if isinstance(answer, Problem):
        return await shown_again(page, answer, {**sent, "address": address}, "InvitePartner", form)
    await page.look_again()
    invitation = await page.command_id() or ""
    secret = await made(page, accounts, invitation, address or None, language)
    return await hand_over(Sending(page, settings, accounts, mail), invitation, address, secret, language)


def until_of(days: Any) -> str:
    """The end of an invitation: the same for a form that is sent again on the same day."""
    wanted = int(days) if isinstance(days, str) and days.isdigit() and int(days) in DAYS else 14
    ends = datetime.combine(datetime.now(UTC).date() + timedelta(days=wanted), time(), UTC)
    return ends.isoformat()


def language_of(given: Any) -> Language:
    """One of the languages that we have."""
    return next((one for one in LANGUAGES if one == given), "en")


async def invited_already(page: Page, accounts: Accounts, address: str) -> Problem | None:
    """What is wrong with an address: no address at all, somebody who is here, or invited already."""
    trouble = await address_trouble(page, accounts, address)
    if trouble is not None:
        return problem(trouble.sentence, "address")
    known = await accounts.run(accounts.invitations.open_in, page.reader.partnership)
    mine = await page.command_id()
    if address and any(one.address == address and key != mine for key, one in known.items()):
        return problem(
            "Somebody with this address is invited already. Send that invitation again, or take it back.",
            "address",
        )
    return None


async def made(
    page: Page, accounts: Accounts, invitation: str, address: str | None, language: Language
) -> Secret:
    """What opens it; for whom and with which role comes from the record."""
    found = page.views.directory.invitations[invitation]
    return await accounts.run(
        accounts.invitations.make,
        page.reader.partnership, invitation, address, found.partner, found.role, found.until, language,
    )  # fmt: skip


async def hand_over(
    sending: Sending, invitation: str, address: str, secret: Secret, language: Language
) -> Response[Any]:
    """Send the link, or show code and PIN to print."""
    page, settings, _, mail = sending
    if secret.token is None:
        printed = {"secret": secret, "invitation": page.views.directory.invitations[invitation]}
        shared = {**printed, "where": f"{settings.base_url}/join", "labels": labels, "lang": language}
        return page.show("directory/printed_invitation.html", shared)
    link = f"{settings.base_url}/join/link/{secret.token}"
    naming = Naming(page.keys, page.views, page.audience)
    invited = Invited(
        link,
        str(naming.oneself(page.reader.person).striptags()),
        naming.text(page.views.directory.name),
        (page.views.directory.invitations[invitation].until - timedelta(seconds=1)).date(),
    )
    mail.later(mail.send_invitation(address, invited, language))
    return go(page, page.base + INVITATIONS)


@post("/p/{partnership:str}/directory/invitations/{invitation:str}/again", name="invite-again")
async def again(
    page: NamedDependency[Page],
    invitation: FromPath[str],
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    mail: NamedDependency[Post],
) -> Response[Any]:
    """Send a new link or print a new code; the one before opens nothing any more."""
    welcome(page)
    known = await accounts.run(accounts.invitations.open_in, page.reader.partnership)
    if invitation not in known or invitation not in open_invitations(page.views.directory, page.views.at):
        raise NotFoundException
    secret = await accounts.run(accounts.invitations.renew, page.reader.partnership, invitation)
    if secret is None:
        raise NotFoundException
    found = known[invitation]
    sending = Sending(page, settings, accounts, mail)
    return await hand_over(sending, invitation, found.address or "", secret, language_of(found.language))


@post("/p/{partnership:str}/directory/invitations/{invitation:str}/withdrawal", name="invitation-withdrawal")
async def withdraw(
    page: NamedDependency[Page], invitation: FromPath[str], accounts: NamedDependency[Accounts]
) -> Response[Any]:
    """Take it back: it opens nothing any more, and the address is forgotten."""
    welcome(page)

    async def shown(page: Page, trouble: Problem | None) -> Response[str]:
        return await listing(page, accounts, trouble)

    fields = {**await page.form(), "invitation": invitation}
    answer = await send(page, WithdrawInvitation, fields, back=INVITATIONS, again=shown)
    await page.look_again()
    found = page.views.directory.invitations.get(invitation)
    if found is not None and found.state(page.views.at) == "withdrawn":
        await accounts.run(accounts.invitations.withdraw, page.reader.partnership, invitation)
    return answer


HANDLERS = [invitations, new_invitation, invite, again, withdraw]
