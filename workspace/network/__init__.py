"""Rules about recorded ties between partners."""
