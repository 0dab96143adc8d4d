"""Killing and breaking things on purpose."""
