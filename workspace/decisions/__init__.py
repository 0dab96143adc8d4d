"""Rules about decisions: who may vote, until when, and what the count means."""
