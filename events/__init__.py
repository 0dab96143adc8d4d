"""What happened: the event vocabulary by feature, and the log that keeps it."""
