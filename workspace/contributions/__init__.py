"""Rules about promises."""

from workspace.contributions.decide import decide
from workspace.contributions.evolve import evolve

__all__ = ["decide", "evolve"]
