"""What an invitation offers, for somebody who is not a member yet."""

from datetime import datetime
from typing import Any, NamedTuple

from litestar import Request, Response
from markupsafe import Markup

from projections.views import Views
from web.accounts import Accounts
from web.accounts.invitations import Invitation
from web.door import Problem, problem
from web.engine.engine import NoSuchPartnership
from web.page import Services
from web.plain import show_plain
from web.reader import Audience, Language, reader_for
from web.rendering.naming import Naming
from web.security.visit import visit_of
from web.sentences import labels

AnyRequest = Request[Any, Any, Any]

HERE_ALREADY = problem("You are a member here already. There is nothing left to join.")
SOMEBODY_ELSES = problem(
    "You are signed in here as somebody else. This invitation is not for the account you are signed in with."
)


class Offered(NamedTuple):
    """The partnership, who invites, and what one would be there. `question` is what it is about."""

    partnership: str
    name: Markup
    question: Markup
    inviter: Markup
    role: str
    what_role_does: str
    organisation: Markup | None
    until: datetime


async def offered(services: Services, invitation: Invitation, language: Language) -> Offered | None:
    """What it offers; None when the record says that it opens nothing any more."""
    try:
        views = await services.engine.views(invitation.partnership)
    except NoSuchPartnership:
        return None
    return what_is_offered(
        Naming(services.rendering.keys, views, Audience("member", language)), invitation.id
    )


def what_is_offered(naming: Naming, invitation_id: str) -> Offered | None:
    """The same for known views. The inviter's name is given: whoever invites says who they are."""
    views = naming.views
    found = views.directory.invitations.get(invitation_id)
    if found is None or found.state(views.at) != "open":
        return None
    return Offered(
        partnership=views.partnership,
        name=naming.words(views.directory.name),
        question=naming.words(views.directory.question),
        inviter=naming.person(found.since.person),
        role=labels.ROLES[found.role],
        what_role_does=labels.WHAT_ROLES_DO[found.role],
        organisation=naming.partner(found.partner) if found.partner else None,
        until=found.until,
    )


async def takes_part(accounts: Accounts, views: Views, account: str) -> bool:
    """Whether an account is somebody who takes part in a partnership now."""
    seated = (await accounts.run(accounts.people, account)).get(views.partnership)
    if seated is None:
        return False
    found = reader_for(
        account=account,
        person=seated.person,
        views=views,
        language="en",
        zone="UTC",
        csrf="",
        wanted_partner=None,
    )
    return found is not None


def gone(request: AnyRequest) -> Response[str]:
    """The same page for what is unknown, used, taken back and too old."""
    return show_plain(request, "joining/gone.html", {}, 410)


def refused(
    request: AnyRequest, offer: Offered, trouble: Problem, action: str | None = None
) -> Response[str]:
    """Why this account cannot join with it, and what to do instead."""
    context = {"offer": offer, "problem": trouble, "action": action}
    return show_plain(request, "joining/refused.html", context, 409)


def language_of(request: AnyRequest) -> Language:
    """The language that the page speaks."""
    return visit_of(request).language
