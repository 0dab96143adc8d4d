"""Promises: made, kept, confirmed by another partner, talked about, or let go."""

from web.pages.promises import keeping, reading
from web.pages.promises.fragments import FRAGMENTS

__all__ = ["FRAGMENTS", "HANDLERS"]

HANDLERS = [
    reading.promises,
    reading.mine,
    reading.promise,
    reading.my_promise,
    keeping.make,
    keeping.revise,
    keeping.release,
    keeping.deliver,
    keeping.confirm,
    keeping.see_differently,
    keeping.settle,
]
