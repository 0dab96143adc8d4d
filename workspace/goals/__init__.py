"""Rules about goals, votes on them, objectives and progress."""

from workspace.goals.decide import decide
from workspace.goals.evolve import evolve

__all__ = ["decide", "evolve"]
