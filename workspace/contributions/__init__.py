"""Rules about promises."""
