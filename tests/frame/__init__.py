"""The frame the tests and the repository stand in."""
