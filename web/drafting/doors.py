"""How many windows may be open on drafts, and how fast one may ask for things."""

from collections import Counter
from time import monotonic

from web.live.room import most_pages

OF_A_SESSION = 20
"""Windows on drafts that one signed-in browser may have open at once."""
SHARE = 4
"""One in so many of a process's open connections may be a window on a draft."""
AT_ONCE = 200
EACH_SECOND = 50
"""Messages besides updates, such as where a cursor is: so many in one go, and so many a second after that."""


class Doors:
    """Counts open windows. One for each process."""

    def __init__(self) -> None:
        self.in_all = max(1, most_pages() // SHARE)
        self._of_session: Counter[bytes] = Counter()

    @property
    def windows(self) -> int:
        """How many are open."""
        return self._of_session.total()

    def has_room(self, session: bytes) -> bool:
        """Whether one more window of a browser may be opened."""
        return self._of_session.get(session, 0) < OF_A_SESSION and self.windows < self.in_all

    def enter(self, session: bytes) -> None:
        """A window is opened."""
        self._of_session[session] += 1

    def leave(self, session: bytes) -> None:
        """A window is closed."""
        self._of_session[session] -= 1
        if not self._of_session[session]:
            del self._of_session[session]


class Pace:
    """Who says more than anybody has to say is listened to more slowly; nothing is lost."""

    def __init__(self) -> None:
        self._left, self._at = float(AT_ONCE), monotonic()

    def wait(self) -> float:
        """For how many seconds nothing is read after one more message."""
        now = monotonic()
        self._left = min(AT_ONCE, self._left + (now - self._at) * EACH_SECOND) - 1
        self._at = now
        return max(0.0, -self._left / EACH_SECOND)
