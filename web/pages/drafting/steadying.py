"""The hint to those who lead that a draft is only polished any more: a part of its page, asked for again."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from web.page import Page
from web.pages.drafting.writing import draft_of


@get("/p/{partnership:str}/drafts/{draft_id:str}/steady", name="steady-draft")
async def steady(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[str]:
    """The hint, or an empty part."""
    found = draft_of(page, draft_id)
    if page.audience.role != "facilitator" or not page.views.live:
        raise page.not_here()
    return page.show("drafting/steady.html", {"draft": found, "steady": draft_id in page.ready})


HANDLERS = [steady]
