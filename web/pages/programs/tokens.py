"""My tokens: make one for a program, see which there are, take one back. Each is shown once."""

from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from web.accounts import Accounts
from web.accounts.tokens import A_DAY, LABEL_LENGTH, Scope, Token, TooMany
from web.door import Problem, clean, problem
from web.page import NOT_A_FORM_OF_OURS, Page
from web.rendering.language import gettext_noop as N_

DAYS = {"30": N_("a month"), "90": N_("three months"), "365": N_("a year")}
SCOPES: dict[Scope, str] = {"read": N_("only look"), "act": N_("look, and act in my name")}


class TokenShown(NamedTuple):
    """A token as the list shows it."""

    token: Token
    made: datetime
    expires: datetime
    used: datetime | None


@get("/p/{partnership:str}/me/tokens", name="my-tokens")
async def my_tokens(page: NamedDependency[Page], accounts: NamedDependency[Accounts]) -> Response[str]:
    """The reader's tokens, and the form for a new one."""
    return await show(page, accounts)


async def show(
    page: Page, accounts: Accounts, *, problem: Problem | None = None, secret: str | None = None
) -> Response[str]:
    """The page; `secret` is the token that was just made."""
    if not page.views.live:
        raise page.not_here()
    kept = await accounts.run(accounts.tokens.of_person, page.reader.partnership, page.reader.person)
    shared = {
        "tokens": [shown(one) for one in kept],
        "scopes": [(name, label) for name, label in SCOPES.items() if name == "read" or page.reader.may_act],
        "scope_words": SCOPES,
        "days": list(DAYS.items()),
        "secret": secret,
        "label_length": LABEL_LENGTH,
        "convenes": "convener" in page.reader.roles,
    }
    return page.show("programs/tokens.html", shared, problem=problem)


def shown(one: Token) -> TokenShown:
    """The token with its days."""
    made, expires = (datetime.fromtimestamp(at, UTC) for at in (one.created, one.expires))
    used = None if one.used is None else datetime.fromtimestamp(one.used * A_DAY, UTC)
    return TokenShown(one, made, expires, used)


@post("/p/{partnership:str}/me/tokens", name="make-token")
async def make(page: NamedDependency[Page], accounts: NamedDependency[Accounts]) -> Response[str]:
    """A new token, shown on the answer and never again."""
    fields = await page.form()
    made = await made_by(page, accounts, fields)
    if not isinstance(made, Problem):
        return await show(page, accounts, secret=made)
    typed = {**fields, "command": str((await page.request.form()).get("command") or "")}
    trouble = Problem(made.sentence, made.field, made.details, typed, "token", made.status)
    return await show(page, accounts, problem=trouble)


async def made_by(page: Page, accounts: Accounts, fields: dict[str, Any]) -> str | Problem:
    """The token that a form asks for, or why there is none."""
    label, scope, days = (fields.get(name) for name in ("label", "scope", "days"))
    command = await page.command_id()
    if command is None or set(fields) > {"label", "scope", "days"}:
        return NOT_A_FORM_OF_OURS
    name = clean(label) if isinstance(label, str) else ""
    if not 0 < len(name) <= LABEL_LENGTH:
        return problem("Please write in a few words what it is for.", "label")
    if days not in DAYS:
        return problem("Please choose how long it may work.", "days")
    if scope not in SCOPES or (scope == "act" and not page.reader.may_act):
        return problem("Please choose what it may do.", "scope")
    reader = page.reader
    try:
        made = await accounts.run(
            accounts.tokens.make, reader.account, reader.partnership, reader.person,
            scope=cast(Scope, scope), label=name, days=int(str(days)), made=command,
        )  # fmt: skip
    except TooMany:
        return problem("You have twenty tokens already. Take one back first.")
    return made or problem("This token was made already. It is shown once; make another one if you lost it.")


@post("/p/{partnership:str}/me/tokens/{token:str}/withdrawal", name="withdraw-token")
async def withdraw(
    page: NamedDependency[Page], accounts: NamedDependency[Accounts], token: FromPath[str]
) -> Response[str]:
    """Take one back; taken back already, it is gone all the same."""
    await accounts.run(accounts.tokens.withdraw, page.reader.partnership, page.reader.person, token)
    return await show(page, accounts)


HANDLERS: list[Any] = [my_tokens, make, withdraw]
