"""Getting at one's own foundings, and keeping what was entered."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, NamedTuple

from litestar import Request, Response
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from web.accounts import Accounts, Session
from web.errors import SignInFirst
from web.pages.founding.entered import Entered, decoded, encoded
from web.plain import show_plain
from web.security.visit import visit_of
from web.settings import Settings

AnyRequest = Request[Any, Any, Any]
SHEET = "sheet"
TRIES = 5


class Draft(NamedTuple):
    """A founding with what was entered. `kept` is the text as it was read."""

    id: str
    step: str
    entered: Entered
    kept: str
    account: str

    @property
    def base(self) -> str:
        """Its address."""
        return f"/found/{self.id}"


def partnership_of(founding: str) -> str:
    """The id of the partnership that a founding becomes: pressing *Start* twice founds it once."""
    return blake2b(f"founding/{founding}".encode(), digest_size=16).hexdigest()


def session_of(request: AnyRequest) -> Session:
    """Who is signed in. Raises SignInFirst."""
    session = visit_of(request).session
    if session is None:
        raise SignInFirst
    return session


async def may_found(session: Session, settings: Settings, accounts: Accounts) -> bool:
    """Whether somebody may start a partnership on this server."""
    if settings.founding == "anyone":
        return True
    return await accounts.run(accounts.foundings.is_administrator, session.account)


async def ours(
    request: AnyRequest, settings: Settings, accounts: Accounts, founding: str
) -> Draft | Response[Any]:
    """The founding; or where else to go: to the partnership it became, or to what can still be done."""
    session = session_of(request)
    if session.person(partnership_of(founding)) is not None:
        draft = await opened(accounts, session.account, founding)
        return draft or Redirect(f"/p/{partnership_of(founding)}/", status_code=303)
    if not await may_found(session, settings, accounts):
        return not_here(request)
    draft = await opened(accounts, session.account, founding)
    if draft is None:
        raise NotFoundException
    return draft


def not_here(request: AnyRequest) -> Response[str]:
    """Not everybody may start a partnership on this server."""
    return show_plain(request, "founding/not_here.html", {}, 403)


async def opened(accounts: Accounts, account: str, founding: str) -> Draft | None:
    """One of an account's foundings."""
    found = await accounts.run(accounts.foundings.get, account, founding[:64])
    if found is None:
        return None
    return Draft(found.id, found.step, decoded(found.entered), found.entered, account)


async def keep(accounts: Accounts, draft: Draft, step: str, change: Callable[[Entered], Entered]) -> Draft:
    """Keep a change. Where another window kept something meanwhile, the change is made to that."""
    for _ in range(TRIES):
        entered = change(draft.entered)
        kept = encoded(entered)
        if await accounts.run(
            accounts.foundings.keep, draft.account, draft.id, step, kept, instead_of=draft.kept
        ):
            return draft._replace(step=step, entered=entered, kept=kept)
        again = await opened(accounts, draft.account, draft.id)
        if again is None or again.entered.started != draft.entered.started:
            break
        draft = again
    raise NotFoundException


async def form_of(request: AnyRequest) -> dict[str, Any]:
    """The fields of the form that was sent; one that came several times is a list."""
    sent = await request.form()
    fields: dict[str, Any] = {}
    for name in dict.fromkeys(sent):
        values = sent.getall(name)
        fields[name] = values[0] if len(values) == 1 else values
    return fields
