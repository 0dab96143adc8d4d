"""Rules about statements and the wordings proposed for them."""
