"""A memory of bounded size."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The `size` entries used last. Not safe by itself: its owner holds a lock."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._entries: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The entry, which counts as used now."""
        found = self._entries.get(key)
        if found is not None:
            self._entries.move_to_end(key)
        return found

    def put(self, key: K, value: V) -> None:
        """Keep an entry; the one used longest ago makes room."""
        self._entries[key] = value
        self._entries.move_to_end(key)
        if len(self._entries) > self._size:
            self._entries.popitem(last=False)

    def drop(self, matches: Callable[[K], bool]) -> None:
        """Forget every entry whose key matches."""
        for key in [key for key in self._entries if matches(key)]:
            del self._entries[key]

    def items(self) -> list[tuple[K, V]]:
        """All that is kept."""
        return list(self._entries.items())

    def drop_one(self, key: K) -> None:
        """Forget one entry."""
        self._entries.pop(key, None)

    def __len__(self) -> int:
        return len(self._entries)
