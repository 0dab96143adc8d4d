"""Light, dark, or as the device has it: kept in this browser, and in the page from its first byte."""

from typing import Any

from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from web.pages.sign_in import text_of
from web.reader import THEMES
from web.security.cookies import theme_cookie
from web.security.origin import local_path
from web.settings import Settings


@post("/theme", status_code=303)
async def choose_theme(request: Request[Any, Any, Any], settings: NamedDependency[Settings]) -> Response[Any]:
    """See pages light or dark in this browser; anything else leaves it to the device again."""
    sent = await request.form()
    wanted = text_of(sent, "theme")
    chosen = wanted if wanted in THEMES else None
    back = local_path(text_of(sent, "next"))
    return Redirect(back, status_code=303, cookies=[theme_cookie(chosen, settings)])


HANDLERS = [choose_theme]
