"""Who has a draft open: their windows, where their cursors are, and what all of them are told."""

from web.drafting import protocol
from web.drafting.line import framed
from web.drafting.peer import COME_BACK, Peer
from web.drafting.presence import Presences


class Company:
    """The windows of one room."""

    def __init__(self) -> None:
        self._peers: set[Peer] = set()
        self._presences = Presences()

    def __bool__(self) -> bool:
        return bool(self._peers)

    def enter(self, peer: Peer, state: bytes) -> None:
        """A window opens: ask what it has, and say who is here."""
        self._peers.add(peer)
        peer.put(protocol.ask(state))
        if peer.sees_others and (here := self._presences.all()):
            peer.put(protocol.presences(here))

    def leave(self, peer: Peer) -> None:
        """A window closes."""
        self._peers.discard(peer)
        self._show(self._presences.leave(peer))

    def tell(self, update: bytes) -> None:
        """Tell everybody what is new; it is put into a frame once."""
        frame = framed(protocol.news(update))
        for peer in self._peers:
            peer.news(update, frame)

    def hear(self, peer: Peer, states: list[protocol.Presence]) -> None:
        """What a window says of where it is."""
        told = self._presences.take(peer, peer.user, states) if peer.may_write else []
        self._show(told)
        if not told or not peer.sees_others:
            # A client that hears nothing for half a minute hangs up. What it says of itself is answered.
            peer.put(protocol.presences([]))

    def introduce(self, peer: Peer) -> None:
        """Say who is here to a window that asks."""
        peer.put(protocol.presences(self._presences.all() if peer.sees_others else []))

    def is_shown_by_another(self, client: int, person: str) -> bool:
        """Whether somebody else shows where they are under a number."""
        shown = self._presences.whose(client)
        return isinstance(shown, Peer) and shown.person != person

    def send_away(self, why: str) -> None:
        """Let everybody come back later."""
        for peer in tuple(self._peers):
            peer.close(COME_BACK, why)

    def _show(self, states: list[protocol.Presence]) -> None:
        if not states:
            return
        message = protocol.presences(states)
        frame = framed(message)
        for peer in self._peers:
            if peer.sees_others:
                peer.put(message, frame)
