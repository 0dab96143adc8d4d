"""The log: how events are written to bytes, sealed, stored, read and followed."""
