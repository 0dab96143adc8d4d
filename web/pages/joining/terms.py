"""Reading what is kept before the first act, without losing the act."""

from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.response import Redirect

from web.asking import TERMS
from web.door import Problem
from web.page import Page
from web.security.origin import local_path
from workspace.partners.commands import AcceptRecordTerms


@post("/p/{partnership:str}/joining/terms", name="joining-terms")
async def read(page: NamedDependency[Page]) -> Response[Any]:
    """They have read it: the browser sends what was typed on, word for word, to where it was meant to go."""
    answer = await page.submit(AcceptRecordTerms, {"terms": TERMS}, part="terms")
    then = local_path(page.request.query_params.get("then"))
    if isinstance(answer, Problem):
        return await page.terms()
    if not then.startswith(f"{page.base}/"):
        return Redirect(f"{page.base}/", status_code=303)
    return Redirect(then, status_code=307)


HANDLERS = [read]
