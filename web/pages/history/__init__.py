"""The history: every moment in a sentence, single moments, and any page as it was."""

from web.pages.history.moment import one_moment
from web.pages.history.page import FRAGMENTS, history, newest

__all__ = ["FRAGMENTS", "HANDLERS"]

HANDLERS = [history, newest, one_moment]
