"""Writing a statement together: the draft, its rounds and suggestions, and how it came about."""

from web.pages.drafting import beginning, comparing, reading, rounds, steadying, suggesting, telling, writing

HANDLERS = [
    *reading.HANDLERS,
    *writing.HANDLERS,
    *beginning.HANDLERS,
    *suggesting.HANDLERS,
    *rounds.HANDLERS,
    *telling.HANDLERS,
    *comparing.HANDLERS,
    *steadying.HANDLERS,
]
FRAGMENTS = [*suggesting.FRAGMENTS, *rounds.FRAGMENTS]
