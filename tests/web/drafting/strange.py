"""Updates that can be read and that no editor would write: odd lengths and orders, holes and repetitions.

New pieces stand where an editor could have put them: at the beginning, or behind what their writer wrote
before. Of pieces between any two characters the libraries of server and browser make different texts.
"""

from __future__ import annotations

from random import Random

from web.drafting.encoding import number, with_length
from web.drafting.gate import Gate
from web.drafting.updates import TEXT

WORDS = ("a", "We", "ñ", "😀", "a😀b", "x" * 40, "\u200d", "\x00")
PARENT = number(1) + with_length(TEXT.encode())
LENGTHS = (1, 2, 7, 300)


def piece(chance: Random, own: tuple[int, int]) -> tuple[bytes, int]:
    """A piece behind what its writer wrote last, or at the beginning; how it travels, and its length."""
    client, at = own
    kind = chance.choice((1, 4, 4, 4))
    behind = number(client) + number(max(0, at - 1))
    made = bytes((kind | 0x80,)) + behind if at else bytes((kind,)) + PARENT
    if kind == 1:
        length = chance.choice(LENGTHS)
        return made + number(length), length
    word = chance.choice(WORDS)
    return made + with_length(word.encode()), len(word.encode("utf-16-le")) // 2


def block(chance: Random, gate: Gate, client: int) -> bytes:
    """What one writer wrote: from where they were, or some of it again."""
    begin = gate.written.get(client, 0)
    if begin and chance.random() < 0.1:
        begin = chance.randrange(begin)
    at, pieces = begin, list[bytes]()
    for _ in range(chance.randrange(1, 6)):
        made, length = piece(chance, (client, at))
        pieces.append(made)
        at += length
    return number(len(pieces)) + number(client) + number(begin) + b"".join(pieces)


def deletions(chance: Random, gate: Gate) -> bytes:
    """Anything that is there, perhaps twice, in any order."""
    if not gate.written or chance.random() < 0.5:
        return number(0)
    clients = [chance.choice([*gate.written]) for _ in range(chance.randrange(1, 3))]
    made = number(len(clients))
    for client in clients:
        ranges = chance.randrange(1, 4)
        made += number(client) + number(ranges)
        for _ in range(ranges):
            begin = chance.randrange(gate.written[client])
            length = chance.randrange(1, gate.written[client] - begin + 1)
            made += number(begin) + number(length)
    return made


def strange(chance: Random, gate: Gate, clients: tuple[int, ...]) -> bytes:
    """An update of some of these writers."""
    some = chance.sample(clients, chance.choice((0, 1, 1, 1, len(clients))))
    return number(len(some)) + b"".join(block(chance, gate, one) for one in some) + deletions(chance, gate)
