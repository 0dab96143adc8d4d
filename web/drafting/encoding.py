"""The variable-length numbers and strings of lib0, the encoding that Yjs speaks.

Source: lib0 `encoding.js` and `decoding.js` (MIT). Everything read comes from a client, so every step
checks that there is something left to read.
"""

LARGEST = 2**53 - 1
"""Above this, numbers are not exact in a browser."""


class Malformed(Exception):
    """The bytes are not what they should be."""


class Reader:
    """Reads from the beginning of some bytes to their end."""

    __slots__ = ("_data", "at")

    def __init__(self, data: bytes, at: int = 0) -> None:
        self._data, self.at = data, at

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self._data)

    def byte(self) -> int:
        """One byte."""
        if self.at >= len(self._data):
            raise Malformed("it ends too early")
        self.at += 1
        return self._data[self.at - 1]

    def number(self) -> int:
        """An unsigned number of at most 53 bits."""
        value = shift = 0
        data, at, end = self._data, self.at, len(self._data)
        while at < end:
            one = data[at]
            at += 1
            value |= (one & 0x7F) << shift
            if one < 0x80:
                if value > LARGEST:
                    break
                self.at = at
                return value
            shift += 7
            if shift > 56:
                break
        raise Malformed("a number ends too early or is too large")

    def some(self, length: int) -> bytes:
        """So many bytes."""
        if length > len(self._data) - self.at:
            raise Malformed("it ends too early")
        self.at += length
        return self._data[self.at - length : self.at]

    def bytes(self) -> bytes:
        """Bytes with their length before them."""
        return self.some(self.number())

    def text(self) -> str:
        """A text with its length in bytes before it."""
        try:
            return self.bytes().decode()
        except UnicodeDecodeError:
            raise Malformed("a text is not UTF-8") from None


def number(value: int) -> bytes:
    """A number as it travels."""
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    made.append(value)
    return bytes(made)


def with_length(data: bytes) -> bytes:
    """Bytes with their length before them."""
    return number(len(data)) + data
