"""Open pages that change by themselves: fragments, the hub, the socket and its poll."""

from web.live.fragment import Fragment
from web.live.hub import Hub

__all__ = ["Fragment", "Hub"]
