"""Where a webhook may lead: out into the world over https, never to a machine near this one.

The name is looked up here, and the connection goes to the very address that was looked at: between the look
and the connection there is no second look-up that somebody could answer differently.
"""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from web.rendering.language import gettext_noop as N_

LONGEST = 500
TRANSLATING = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""IPv6 addresses behind which a gateway reaches any IPv4 address, also one near it."""


class BadAddress(ValueError):
    """A webhook may not lead there; the text says why (an English message id)."""


class Target(NamedTuple):
    """Where a webhook leads: `path` with its query as they are sent."""

    secure: bool
    host: str
    port: int
    path: str


def target_of(url: str, *, loopback: bool = False) -> Target:
    """The address taken apart. Raises BadAddress. `loopback`: plain http on this machine will do (tests)."""
    parts = taken_apart(url)
    host, port = parts.hostname or "", port_of(parts)
    secure = parts.scheme == "https"
    if not secure and not (loopback and parts.scheme == "http" and host in ("127.0.0.1", "::1")):
        raise BadAddress(N_("The address must begin with https://"))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(secure, host, port or (443 if secure else 80), path)


def taken_apart(url: str) -> SplitResult:
    """The parts of an address that is written like one."""
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or set(url) & set(' <>"\\^`{|}'):
        raise BadAddress(N_("This does not look like an address. Please check it."))
    try:
        parts = urlsplit(url)
    except ValueError:
        raise BadAddress(N_("This does not look like an address. Please check it.")) from None
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise BadAddress(N_("Leave out names, passwords and anything after a # in the address."))
    return parts


def port_of(parts: SplitResult) -> int | None:
    """The port in an address."""
    try:
        return parts.port
    except ValueError:
        raise BadAddress(N_("This does not look like an address. Please check it.")) from None


def looked_up(target: Target, *, loopback: bool = False) -> list[str]:
    """The addresses behind the name, each of which may be connected to. Waits for the network.

    Raises BadAddress when even one of them is near this machine, and OSError when there is none.
    """
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    for address in addresses:
        refuse_near(address, loopback=loopback)
    return addresses


def refuse_near(address: str, *, loopback: bool = False) -> None:
    """Raises BadAddress for an address that is not out in the world."""
    if not is_far(address) and not (loopback and address in ("127.0.0.1", "::1")):
        raise BadAddress(N_("This address leads to a private network. Choose one that everybody can reach."))


def is_far(address: str) -> bool:
    """Whether an address is out in the world, also what it stands for where it wraps another one."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in meant_by(ip))


def meant_by(ip: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The address, and the IPv4 address that an IPv6 one stands for."""
    if isinstance(ip, IPv4Address):
        return [ip]
    if ip.ipv4_mapped is not None:
        return [ip.ipv4_mapped]
    wrapped = [ip.sixtofour, *(ip.teredo or ())]
    low = IPv4Address(int(ip) & 0xFFFFFFFF)
    if any(ip in network for network in TRANSLATING) or int(ip) >> 32 == 0:
        wrapped.append(low)
    return [ip, *(one for one in wrapped if one is not None)]
