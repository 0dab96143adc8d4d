"""What may happen: pure rules by feature."""
