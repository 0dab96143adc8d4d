"""A webhook leads out into the world or nowhere."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from web.webhooks import addresses
from web.webhooks.addresses import BadAddress, is_far, looked_up, refuse_near, target_of
from web.webhooks.sending import Try

NEAR = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::7f00:1", "fe80::1", "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1", "ff02::1", "ff0e::1", "2001:db8::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:c0a8:101::1", "2002:0a00:0001::", "not an address", "",
    "2001:0:7f00:1::", "2001::5601:5601",
]  # fmt: skip
FAR = [
    "93.184.216.34",
    "8.8.8.8",
    "1.1.1.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
    "::ffff:8.8.8.8",
]


@pytest.mark.parametrize("address", NEAR)
def test_what_is_near_this_machine_is_refused(address: str) -> None:
    assert not is_far(address)
    with pytest.raises(BadAddress):
        refuse_near(address)


@pytest.mark.parametrize("address", FAR)
def test_what_is_out_in_the_world_is_not(address: str) -> None:
    assert is_far(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "https://", "https:///path",
        "https://user@example.org/", "https://user:pass@example.org/",
        "https://example.org/#x", "example.org",
        "https://exa mple.org/", "https://example.org/\r\nHost: x", "https://example.org:99999/",
        "https://example.org:x/", "https://[::1/", "https://ex\u00e4mple.org/", "javascript:alert(1)", "",
        "https://example.org\\@127.0.0.1/", "https://example.org/" + "x" * 500, "http://127.0.0.1/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_plainly_https_is_refused(url: str) -> None:
    with pytest.raises(BadAddress):
        target_of(url)


def test_an_address_is_taken_apart_once() -> None:
    assert target_of("https://example.org/hook?a=b") == (True, "example.org", 443, "/hook?a=b")
    assert target_of("https://example.org:8443") == (True, "example.org", 8443, "/")
    assert target_of("http://127.0.0.1:99/x", loopback=True) == (False, "127.0.0.1", 99, "/x")
    with pytest.raises(BadAddress):
        target_of("http://example.org/", loopback=True)


def answers_with(*found: str) -> Any:
    """A look-up that finds these addresses."""

    def look(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    return look


@pytest.mark.parametrize("found", [("127.0.0.1",), ("8.8.8.8", "10.0.0.1"), ("::ffff:169.254.169.254",)])
def test_one_near_address_among_those_of_a_name_is_enough(
    monkeypatch: pytest.MonkeyPatch, found: tuple[str, ...]
) -> None:
    monkeypatch.setattr(addresses.socket, "getaddrinfo", answers_with(*found))
    with pytest.raises(BadAddress):
        looked_up(target_of("https://rebound.example/"))


@pytest.mark.parametrize("number", ["2130706433", "0x7f000001", "017700000001", "127.1"])
def test_numbers_that_stand_for_this_machine_are_refused(number: str) -> None:
    with pytest.raises((BadAddress, OSError)):
        looked_up(target_of(f"https://{number}/"))


def test_a_name_that_turns_to_this_machine_between_two_looks_is_not_followed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[str] = []

    def turning(host: str, port: int, **_: Any) -> list[Any]:
        looks.append(host)
        found = "8.8.8.8" if len(looks) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port))]

    connected: list[Any] = []

    def connect(address: Any, timeout: float) -> Any:
        connected.append(address)
        raise OSError("not from a test")

    monkeypatch.setattr(addresses.socket, "getaddrinfo", turning)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(OSError, match="not from a test"):
        Try("https://rebound.example/", b"", {}).run()
    assert connected == [("8.8.8.8", 443)], "it goes to the address that was looked at"
    with pytest.raises(BadAddress):
        Try("https://rebound.example/", b"", {}).run()
    assert len(connected) == 1
