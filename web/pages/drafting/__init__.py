"""Writing a statement together: the draft, and how it came about."""

from web.pages.drafting import comparing, telling, writing

HANDLERS = [*writing.HANDLERS, *telling.HANDLERS, *comparing.HANDLERS]
