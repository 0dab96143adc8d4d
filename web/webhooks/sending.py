"""One try: a POST to an address that was looked at, whose answer is a status and nothing else."""

import http.client
import socket
import ssl
from contextlib import suppress

from web.webhooks.addresses import BadAddress, Target, looked_up, refuse_near, target_of

PATIENCE = 10.0
"""Seconds for each step; whoever waits for the whole ends it from outside."""


class Try:
    """One try, in a thread of its own. `stop` ends it from any other."""

    def __init__(self, url: str, body: bytes, headers: dict[str, str], *, loopback: bool = False) -> None:
        self._url, self._body, self._headers, self._loopback = url, body, headers, loopback
        self._socket: socket.socket | None = None
        self._stopped = False

    def run(self) -> int:
        """The status of the answer. Raises BadAddress, or OSError when there is no answer.

        Nothing is followed: whoever answers "look over there" has not heard us.
        """
        target = target_of(self._url, loopback=self._loopback)
        address = looked_up(target, loopback=self._loopback)[0]
        connection = http.client.HTTPConnection(target.host, target.port, timeout=PATIENCE)
        connection.sock = self._connected(target, address)
        try:
            connection.request("POST", target.path, self._body, self._headers)
            return connection.getresponse().status
        except http.client.HTTPException as error:
            raise OSError(type(error).__name__) from None
        finally:
            connection.close()

    def stop(self) -> None:
        """End it, wherever it is."""
        self._stopped = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _connected(self, target: Target, address: str) -> socket.socket:
        """A connection to this very address; over https with a certificate for the name."""
        plain = socket.create_connection((address, target.port), PATIENCE)
        self._socket = plain
        try:
            refuse_near(str(plain.getpeername()[0]), loopback=self._loopback)
            if self._stopped:
                raise OSError("stopped")
            if target.secure:
                self._socket = ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
        except (OSError, BadAddress):
            plain.close()
            raise
        return self._socket
