"""What whoever runs a server does with what is kept: back it up, bring it back, move it, look after it."""
