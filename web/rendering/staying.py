"""In a replay one stays in the past: every link of the page that leads to the partnership keeps the moment.

Done once for the finished page, so that no sentence, card or text of any feature can forget it. What
people wrote cannot be taken for a link: in it, quotation marks are escaped.
"""

import re
from re import Match

LINK = r'(?P<now>data-now )?href="(?P<path>{base}(?:/[^"?#]*)?)(?P<query>\?[^"#]*)?(?P<anchor>#[^"]*)?"'
"""`data-now` stands before the address of a link that leads back to the present on purpose."""


def staying(html: str, base: str, position: int) -> str:
    """The page with `?at=` in each of its links under `base` that does not name a moment itself."""

    def kept(link: Match[str]) -> str:
        path, query, anchor = link["path"], link["query"] or "", link["anchor"] or ""
        if link["now"] or re.search(r"(^|[?&;])at=", query):
            return link[0]
        asked = f"{query}&amp;at={position}" if query else f"?at={position}"
        return f'href="{path}{asked}{anchor}"'

    return re.sub(LINK.format(base=re.escape(base)), kept, html)
