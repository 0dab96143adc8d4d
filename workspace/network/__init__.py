"""Rules about recorded ties between partners."""

from workspace.network.decide import decide
from workspace.network.evolve import evolve

__all__ = ["decide", "evolve"]
