"""The page "Mission" as a whole."""

from litestar import Response

from web.door import Problem
from web.page import Page
from web.pages.charter.contexts import parts_context
from web.pages.charter.stages import meanings


def show_mission(page: Page, problem: Problem | None = None) -> Response[str]:
    """The whole page, with what was typed in the form that was refused."""
    shared = parts_context(page.views, page.audience) | meanings(page.views, page.audience)
    return page.show("charter/mission.html", shared, page="mission", problem=problem)
