"""Rules about whom the table is looking for: seats, who could be asked, and what we believe of ourselves."""

from workspace.partners.seats.decide import decide
from workspace.partners.seats.evolve import evolve
from workspace.partners.seats.filling import freed_by_leaving

__all__ = ["decide", "evolve", "freed_by_leaving"]
