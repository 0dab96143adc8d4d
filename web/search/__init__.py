"""Search over what a reader may see, in the views of the page: live, or as it was.

People's words are locked, and no list of them is kept anywhere for searching. Each search opens what
this audience may read, looks through it, and forgets it again. It is bounded: see `looking`.
"""

from web.search.folding import asked_words
from web.search.looking import Found, Hit, look
from web.search.things import KINDS, Kind, Thing, things

__all__ = ["KINDS", "Found", "Hit", "Kind", "Thing", "asked_words", "look", "things"]
