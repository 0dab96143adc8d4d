"""Rules about a first quick win."""

from workspace.leadership.decide import decide
from workspace.leadership.evolve import evolve

__all__ = ["decide", "evolve"]
