"""How often somebody may ask: enough for any person, too little for a program that guesses."""

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import monotonic

from litestar.exceptions import TooManyRequestsException
from litestar.types import Scope

KEYS_KEPT = 20_000


class TooOften(TooManyRequestsException):
    """Somebody asks more often than a person would."""

    def __init__(self, seconds: float) -> None:
        super().__init__(headers={"Retry-After": str(ceil(seconds))})
        self.seconds = seconds


class Buckets:
    """A bucket of `a_minute` tokens for each key, which fills again within a minute.

    At most `size` buckets are kept. The one used longest ago makes room: by then it is full again, unless
    somebody floods us from very many addresses at once.
    """

    def __init__(self, a_minute: int, size: int = KEYS_KEPT, clock: Callable[[], float] = monotonic) -> None:
        self.a_minute, self._size, self._clock = a_minute, size, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Take a token. Raises TooOften when there is none."""
        now = self._clock()
        tokens, since = self._buckets.get(key, (float(self.a_minute), now))
        tokens = min(float(self.a_minute), tokens + (now - since) * self.a_minute / 60)
        if tokens < 1:
            raise TooOften((1 - tokens) * 60 / self.a_minute)
        self._buckets[key] = (tokens - 1, now)
        self._buckets.move_to_end(key)
        if len(self._buckets) > self._size:
            self._buckets.popitem(last=False)

    def __len__(self) -> int:
        return len(self._buckets)


class Limits:
    """All limits of a process."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.links_for_address = Buckets(5, clock=clock)
        self.links_for_client = Buckets(30, clock=clock)
        self.links_opened = Buckets(30, clock=clock)
        self.codes_tried = Buckets(10, clock=clock)
        self.commands = Buckets(120, clock=clock)
        self.pages = Buckets(1_200, clock=clock)
        self.sockets = Buckets(120, clock=clock)
        self.searches = Buckets(30, clock=clock)


def client_of(scope: Scope) -> str:
    """Whom a request is from, as far as the network says: an address, or the network of an IPv6 one."""
    client = scope.get("client")
    host = client[0] if client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)
