"""The demo's doors: be somebody at once. These routes exist only while the demo runs, on this machine."""

from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from web.accounts import Accounts
from web.pages.sign_in import come_in, text_of
from web.security.origin import local_path
from web.settings import Settings


@post("/demo/personas/{key:str}", status_code=303)
async def be_somebody(
    request: Request[Any, Any, Any],
    key: FromPath[str],
    settings: NamedDependency[Settings],
    accounts: NamedDependency[Accounts],
) -> Response[Any]:
    """Sign in as a persona."""
    there = {persona.key: persona.account for persona in await accounts.run(accounts.personas)}
    if not settings.demo or key not in there:
        raise NotFoundException
    wanted = local_path(text_of(await request.form(), "next"))
    return await come_in(request, settings, accounts, there[key], wanted)


HANDLERS = [be_somebody]
