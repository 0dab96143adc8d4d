"""Rules about remarks, and the answers that they get."""

from workspace.conversation.decide import decide
from workspace.conversation.evolve import evolve

__all__ = ["decide", "evolve"]
