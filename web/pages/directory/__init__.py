"""Who is here: the directory, welcoming people and organisations, and one's own place.

`listing` says who stands in it for which audience, `welcoming` and `inviting` have the forms of
facilitators, `people` one person's page, `own` what everybody says of themselves.
"""

from web.pages.directory import inviting, own, people, welcoming
from web.pages.directory.page import FRAGMENTS, directory

__all__ = ["FRAGMENTS", "HANDLERS"]

HANDLERS = [directory, *welcoming.HANDLERS, *inviting.HANDLERS, *people.HANDLERS, *own.HANDLERS]
