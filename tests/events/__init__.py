"""What happened: its vocabulary, and the log it is kept in."""
