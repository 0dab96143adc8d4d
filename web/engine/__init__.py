"""The house at work: commands in, events kept, views folded, open pages told."""

from web.engine.engine import Engine

__all__ = ["Engine"]
