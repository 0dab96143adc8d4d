"""Live drafting: several people write one text at once, and every character keeps its author.

The socket speaks the Yjs sync and awareness protocol. An update passes the gate, is made durable, is applied
to the room's document, and only then reaches the others; its echo to the author is the sign "saved".
"""
