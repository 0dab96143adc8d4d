"""Coming in: by a link, by a printed code, on one's own device or on somebody else's; one thing a page.

`arriving` finds out which invitation it is and signs in, `steps` leads through what comes before the first
act and makes the member, `introductions` asks what a new member may say of themselves, `terms` keeps what
somebody typed who has to read first.
"""

from web.pages.joining import arriving, by_code, introductions, steps, terms

__all__ = ["HANDLERS"]

HANDLERS = [
    *arriving.HANDLERS,
    *by_code.HANDLERS,
    *steps.HANDLERS,
    *introductions.HANDLERS,
    *terms.HANDLERS,
]
