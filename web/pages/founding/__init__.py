"""Starting a partnership: a few short pages, one thing a page, that can be left and gone on with later."""

from litestar.types import ControllerRouterHandler

from web.pages.founding import filling, listing, starting

HANDLERS: list[ControllerRouterHandler] = [*starting.HANDLERS, *listing.HANDLERS, *filling.HANDLERS]
