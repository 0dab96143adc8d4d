"""Telling other programs that something happened: where it stands and what it was, never anybody's words."""
