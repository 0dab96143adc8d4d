"""Rules about statements and the wordings proposed for them."""

from workspace.charter.decide import decide
from workspace.charter.evolve import evolve

__all__ = ["decide", "evolve"]
