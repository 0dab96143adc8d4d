"""From the invitation to the table: what it is, what is kept, how I am called. Then one is a member.

Each step is kept when it is done, so one can leave at any of them and come back with a sign-in.
"""

from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from projections.views import Views
from web.accounts import Accounts, Session
from web.accounts.invitations import Invitation
from web.asking import TERMS
from web.door import Problem, Writer, build
from web.errors import SignInFirst
from web.page import Services, problem_of
from web.pages.joining.offered import Offered, gone, language_of, what_is_offered
from web.pages.sign_in import text_of
from web.plain import show_plain
from web.reader import LANGUAGES, Audience
from web.rendering.naming import Naming
from web.security.cookies import language_cookie, session_cookie
from web.security.visit import visit_of
from web.settings import Settings
from workspace.acts import Act
from workspace.partners.commands.joining import AcceptInvitation
from workspace.refusals import Refusal

AnyRequest = Request[Any, Any, Any]


class Joining(msgspec.Struct):
    """Somebody on the way in."""

    session: Session
    invitation: Invitation
    views: Views
    offer: Offered | None

    @property
    def there(self) -> str:
        """The address of their steps."""
        return f"/joining/{self.invitation.id}"

    @property
    def is_in(self) -> bool:
        """Whether the record says that they came in with it."""
        found = self.views.directory.invitations.get(self.invitation.id)
        return found is not None and found.accepted == self.invitation.person


async def joining(request: AnyRequest, invitation_id: str, accounts: Accounts, services: Services) -> Joining:
    """Who is joining, and with what. Nobody else's invitation is here for anybody."""
    session = visit_of(request).session
    if session is None:
        raise SignInFirst
    invitation = await accounts.run(accounts.invitations.began, session.account, invitation_id)
    if invitation is None:
        raise NotFoundException
    views = await services.engine.views(invitation.partnership)
    naming = Naming(services.rendering.keys, views, Audience("member", language_of(request)))
    return Joining(session, invitation, views, what_is_offered(naming, invitation.id))


@get("/joining/{invitation:str}", name="joining")
async def step(
    request: AnyRequest,
    invitation: FromPath[str],
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    services: NamedDependency[Services],
) -> Response[Any]:
    """The step that comes next."""
    now = await joining(request, invitation, accounts, services)
    if now.session.person(now.invitation.partnership) == now.invitation.person and now.is_in:
        return Redirect(f"/p/{now.invitation.partnership}/", status_code=303)
    if now.is_in:
        return await seated(now, settings, accounts)
    if now.offer is None:
        return gone(request)
    if (now.invitation.terms or 0) < TERMS:
        return show_plain(request, "joining/kept_for_ever.html", {"offer": now.offer, "there": now.there})
    return name_form(request, now, None)


@post("/joining/{invitation:str}/terms", name="joining-read", status_code=303)
async def read(
    request: AnyRequest,
    invitation: FromPath[str],
    accounts: NamedDependency[Accounts],
    services: NamedDependency[Services],
) -> Response[Any]:
    """They have read what is kept."""
    now = await joining(request, invitation, accounts, services)
    if now.offer is None and not now.is_in:
        return gone(request)
    await accounts.run(accounts.invitations.read_terms, now.invitation, TERMS)
    return Redirect(now.there, status_code=303)


def name_form(request: AnyRequest, now: Joining, trouble: Problem | None) -> Response[str]:
    """How I want to be called, and in which language I read."""
    context = {"offer": now.offer, "there": now.there, "problem": trouble}
    return show_plain(request, "joining/name.html", context, trouble.status if trouble else 200)


@post("/joining/{invitation:str}", name="joining-accept", status_code=303)
async def accept(
    request: AnyRequest,
    invitation: FromPath[str],
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
    services: NamedDependency[Services],
) -> Response[Any]:
    """Come in. For whom and with which role, the record says; nothing of it is taken from the form."""
    now = await joining(request, invitation, accounts, services)
    if now.is_in:
        return await seated(now, settings, accounts)
    if (now.invitation.terms or 0) < TERMS:
        return Redirect(now.there, status_code=303)
    sent = await request.form()
    language = text_of(sent, "language")
    if language not in LANGUAGES:
        language = language_of(request)
    trouble = await come_to_the_table(now, services, text_of(sent, "display_name"), language)
    if trouble is not None:
        return name_form(request, now, trouble)
    await accounts.run(accounts.choose, now.session.account, language=language)
    answer = await seated(now, settings, accounts)
    answer.set_cookie(language_cookie(language, settings))
    return answer


async def come_to_the_table(now: Joining, services: Services, name: str, language: str) -> Problem | None:
    """The act itself. Sent twice it is one act, since the rules know who used the invitation."""
    person, found = now.invitation.person or "", now.invitation
    command_id = blake2b(
        f"{found.partnership}/{person}/{found.id}/{name}/{language}".encode(errors="replace"),
        key=services.secret[:64],
        digest_size=16,
    ).hexdigest()
    fields = {"invitation": found.id, "display_name": name, "language": language, "terms": TERMS}
    writer = Writer(found.partnership, person, command_id, language)
    command = build(AcceptInvitation, fields, writer, services.engine.keys)
    if isinstance(command, Problem):
        return msgspec.structs.replace(command, typed={"display_name": name, "language": language})
    act = Act(command=command_id, person=person, at=datetime.now(UTC))
    answer = await services.engine.submit(
        found.partnership, command, act, body_hash=bytes.fromhex(command_id), role="member"
    )
    if not isinstance(answer, Refusal):
        return None
    return msgspec.structs.replace(problem_of(answer), typed={"display_name": name, "language": language})


async def seated(now: Joining, settings: Settings, accounts: Accounts) -> Response[Any]:
    """Their account is that member from now on, under a fresh session: its rights have grown."""
    found, session = now.invitation, now.session
    await accounts.run(accounts.link, session.account, found.partnership, found.person)
    await accounts.run(accounts.invitations.use_up, found)
    token = await accounts.sessions.rotate(session)
    return Redirect(
        f"/p/{found.partnership}/joining/group",
        status_code=303,
        cookies=[session_cookie(token, settings, borrowed=session.borrowed)],
    )


HANDLERS = [step, read, accept]
