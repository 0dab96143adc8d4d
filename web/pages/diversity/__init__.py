"""How diverse we are: what I share for the sums, which only I see, and the sums that were released.

`showing` has the page and what of it changes by itself, `sharing` one's own answers, `releasing` the release.
"""

from web.pages.diversity import releasing, sharing, showing
from web.pages.diversity.showing import FRAGMENTS

__all__ = ["FRAGMENTS", "HANDLERS"]

HANDLERS = [*showing.HANDLERS, *sharing.HANDLERS, *releasing.HANDLERS]
