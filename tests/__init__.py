"""The proof: mirrors the four packages, plus journeys in a browser and faults."""
