"""On a phone: the rooms that have no place in the bar at the thumb."""

from litestar import Response, get
from litestar.di import NamedDependency

from web.live.fragment import Fragment
from web.page import Page


@get("/p/{partnership:str}/more", name="more")
async def more(page: NamedDependency[Page]) -> Response[str]:
    """The doors to the other rooms."""
    return page.show("more.html", {}, page="more")


FRAGMENTS: list[Fragment] = []
HANDLERS = [more]
