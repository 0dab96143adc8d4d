"""The pages, one module or folder for each feature. What stands here is what the server answers."""

from litestar.types import ControllerRouterHandler

from web.live.fragment import Fragment
from web.pages import sign_in, start

PAGES = (start, sign_in)

HANDLERS: list[ControllerRouterHandler] = [handler for page in PAGES for handler in page.HANDLERS]
FRAGMENTS: list[Fragment] = [fragment for page in PAGES for fragment in getattr(page, "FRAGMENTS", ())]
