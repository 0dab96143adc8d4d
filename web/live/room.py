"""How many pages may be open: of one browser, and in one process."""

from collections import defaultdict

from web.live.outbox import COME_BACK, TOO_MANY, Outbox

OF_A_SESSION = 100
"""Pages that one signed-in browser may have open at once."""
IN_ALL = 10_000
"""Open pages of all readers of one process; fewer where the system lets a process open fewer files."""
OTHER_FILES = 256


class Room:
    """Counts open pages. One for each process."""

    def __init__(self) -> None:
        self.in_all = most_pages()
        self._taken: set[Outbox] = set()
        self._of_session: defaultdict[str, set[Outbox]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._taken)

    def take(self, outbox: Outbox) -> bool:
        """Take a page in. If there is no room, its closing code says whether coming back later may help."""
        if outbox.session and len(self._of_session.get(outbox.session, ())) >= OF_A_SESSION:
            outbox.close(TOO_MANY)
        elif len(self._taken) >= self.in_all:
            outbox.close(COME_BACK)
        else:
            self._taken.add(outbox)
            self._of_session[outbox.session].add(outbox)
            return True
        return False

    def leave(self, outbox: Outbox) -> None:
        """A page is gone."""
        self._taken.discard(outbox)
        of_session = self._of_session.get(outbox.session, set())
        of_session.discard(outbox)
        if not of_session:
            self._of_session.pop(outbox.session, None)


def most_pages() -> int:
    """How many open pages leave enough files for everything else that this process opens."""
    try:
        import resource
    except ImportError:  # Windows counts differently.
        return IN_ALL
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return IN_ALL if files == resource.RLIM_INFINITY else min(IN_ALL, max(OTHER_FILES, files - OTHER_FILES))
