"""What somebody changed in a text, as an update of its document."""

from collections.abc import Callable, Iterable
from typing import Any

from pycrdt import Doc, Text

from web.drafting.merging import Edit
from web.drafting.updates import TEXT


def written(whole: bytes, edits: Callable[[str], Iterable[Edit]], client: int | None = None) -> bytes | None:
    """The update that does these edits, from the end of the text to its beginning; None without any.

    Under the number of a `client` that nobody else has, the same change is the same however often it is made.
    """
    window: Doc[Any] = Doc(client_id=client)
    window.apply_update(whole)
    text, sent = window.get(TEXT, type=Text), list[bytes]()
    watched = window.observe(lambda change: sent.append(change.update))
    with window.transaction():
        now = str(text)
        for at, removed, added in edits(now):
            begin = len(now[:at].encode())
            if removed:
                del text[begin : begin + len(now[at : at + removed].encode())]
            if added:
                text.insert(begin, added)
    window.unobserve(watched)
    return sent[0] if sent else None
