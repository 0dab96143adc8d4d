"""How people reach it: pages, sockets, accounts, the command line."""
