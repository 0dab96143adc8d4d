"""Rules about decisions: who may vote, until when, and what the count means."""

from workspace.decisions.decide import decide
from workspace.decisions.evolve import evolve

__all__ = ["decide", "evolve"]
