"""What may happen: pure rules by feature. Nothing here touches a clock, an id source or a database."""
