"""Rules about who is at the table."""
