"""Measurements: each against its limit in the same run, never an absolute time."""
