"""Turning views into pages and fragments, for one audience at a time."""

from web.rendering.environment import Rendering

__all__ = ["Rendering"]
