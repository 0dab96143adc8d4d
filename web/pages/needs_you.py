"""What is asked of the reader, as a part of a page that can be fetched anew."""

from litestar import Response, get
from litestar.di import NamedDependency

from web.live.fragment import Fragment
from web.page import Page


@get("/p/{partnership:str}/needs-you", name="needs-you")
async def needs_you(page: NamedDependency[Page]) -> Response[str]:
    """The reader's asks; every page gets the same from `Page.show`."""
    return page.show("table/needs_you.html", {})


FRAGMENTS: list[Fragment] = []
HANDLERS = [needs_you]
