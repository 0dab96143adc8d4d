"""What people say about a text: beside a draft, and on a page of its own for a wording."""

from web.live import Fragment
from web.pages.conversation import answering, remarking
from web.remarks import remarks_context, remarks_touched

FRAGMENTS = [
    Fragment(page, "conversation/remarks.html", "remarks", remarks_context, remarks_touched)
    for page in ("draft", "remarks")
]
HANDLERS = [*remarking.HANDLERS, *answering.HANDLERS]
