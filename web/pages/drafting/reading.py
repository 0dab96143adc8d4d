"""The page of a draft: now it is written there; in a replay it is shown as it was then."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from web.page import Page
from web.pages.drafting.telling import show_story
from web.pages.drafting.writing import show


@get("/p/{partnership:str}/drafts/{draft_id:str}", name="draft")
async def draft(page: NamedDependency[Page], draft_id: FromPath[str]) -> Response[str]:
    """The text as it is now, to write in, or how it came about up to a moment."""
    return await show(page, draft_id) if page.views.live else await show_story(page, draft_id)


HANDLERS = [draft]
