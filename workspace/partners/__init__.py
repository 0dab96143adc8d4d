"""Rules about who is at the table."""

from workspace.partners.decide import decide
from workspace.partners.evolve import evolve

__all__ = ["decide", "evolve"]
