"""The pages, one module or folder for each feature. What stands here is what the server answers.

A page module has `HANDLERS` and, when parts of it change by themselves, `FRAGMENTS`.
"""

from typing import Any

from litestar.types import ControllerRouterHandler

from web.live.fragment import Fragment
from web.pages import (
    account,
    appearance,
    beginning,
    charter,
    conversation,
    decisions,
    directory,
    diversity,
    drafting,
    founding,
    goals,
    history,
    how_we_work,
    joining,
    more,
    needs_you,
    programs,
    promises,
    search,
    seats,
    sign_in,
    start,
    table,
)

PAGES: tuple[Any, ...] = (
    start,
    sign_in,
    account,
    joining,
    founding,
    appearance,
    table,
    needs_you,
    charter,
    drafting,
    conversation,
    decisions,
    goals,
    promises,
    directory,
    diversity,
    seats,
    how_we_work,
    beginning,
    history,
    search,
    programs,
    more,
)

HANDLERS: list[ControllerRouterHandler] = [handler for page in PAGES for handler in page.HANDLERS]
FRAGMENTS: list[Fragment] = [fragment for page in PAGES for fragment in getattr(page, "FRAGMENTS", ())]
