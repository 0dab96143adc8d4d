"""Programs: who a request's token stands for. Nothing else opens the API, above all no cookie."""

from litestar.enums import ScopeType
from litestar.types import Scope

from web.accounts import Accounts, Bearer
from web.reader import Language
from web.rendering.language import best_language
from web.security.limits import Limits, client_of
from web.security.origin import UNSAFE, header

API = "/api/"


def is_api(scope: Scope) -> bool:
    """Whether a request is for programs; sockets never are."""
    return scope["type"] == ScopeType.HTTP and scope["path"].startswith(API)


async def bearer_of(scope: Scope, limits: Limits) -> Bearer | None:
    """Who asks, counted against their token. An unknown token counts against the network address."""
    accounts: Accounts = scope["litestar_app"].state.accounts
    text = token_in(header(scope, b"authorization"))
    known = accounts.tokens.recent(text) if text else None
    if known is None:
        limits.pages.take(client_of(scope))
        known = await accounts.tokens.find(text) if text else None
    if known is not None:
        limits.pages.take(known.key)
        if scope["type"] == ScopeType.HTTP and scope["method"] in UNSAFE:
            limits.commands.take(known.key)
    return known


def token_in(authorization: str) -> str | None:
    """The token of an `Authorization: Bearer …` header."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def language_wanted(accepted: str, bearer: Bearer | None) -> Language:
    """The language a program asks for; without a wish, that of its person."""
    if accepted or bearer is None:
        return best_language(accepted)
    return "es" if bearer.language == "es" else "en"
