"""The hint to those who lead that a draft is only polished any more: a part of its page, asked for again."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from web.page import Page
from web.pages.drafting.writing import draft_of


@get("/p/{partnership:str}/drafts/{draft_id:str}/steady", name="steady-draft")
async def steady(
    page: NamedDependency[Page], draft_id: FromPath[str], shown: FromQuery[str] = ""
) -> Response[str]:
    """The hint, or its absence; nothing when that is what the page `shown` has already."""
    found = draft_of(page, draft_id)
    if page.audience.role != "facilitator" or not page.views.live:
        raise page.not_here()
    is_steady = draft_id in page.ready
    if shown == ("yes" if is_steady else "no"):
        return Response("", status_code=204)
    return page.show("drafting/steady.html", {"draft": found, "steady": is_steady})


HANDLERS = [steady]
