"""The hash over many leaf hashes, to which a record commits."""

from hashlib import sha256


class Tree:
    """The Merkle tree of RFC 6962 as it grows: of the leaves before only the roots of full trees are kept."""

    def __init__(self) -> None:
        self.count = 0
        self._full: list[tuple[int, bytes]] = []

    def grow(self, position: int, leaf: bytes) -> None:
        """The next leaf."""
        self.count, size = position, 1
        while self._full and self._full[-1][0] == size:
            leaf = sha256(b"\x01" + self._full.pop()[1] + leaf).digest()
            size *= 2
        self._full.append((size, leaf))

    @property
    def root(self) -> str:
        """The hash over all leaves, in hexadecimal digits."""
        if not self._full:
            return sha256().hexdigest()
        right, *others = [hashed for _, hashed in reversed(self._full)]
        for left in others:
            right = sha256(b"\x01" + left + right).digest()
        return right.hex()
