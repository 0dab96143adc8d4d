"""Rules about what people need in order to take part."""

from workspace.support.decide import decide
from workspace.support.evolve import evolve

__all__ = ["decide", "evolve"]
