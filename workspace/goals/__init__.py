"""Rules about goals, votes on them, objectives and progress."""
