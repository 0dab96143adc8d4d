"""Who may do and see what: every address, every kind of moment, every text, for every kind of reader."""
