"""How people reach it: pages, sockets, accounts, command line and assets."""
