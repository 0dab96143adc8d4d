"""The table: who sits at it, what the mission says, what is open now, and what happened last.

`seating` says who is seen where, `page` shows it and says what changes by itself.
"""

from web.pages.table.page import FRAGMENTS, HANDLERS

__all__ = ["FRAGMENTS", "HANDLERS"]
