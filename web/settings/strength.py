"""Secrets that anybody could guess are refused before anything is sealed with them."""

from ipaddress import ip_address

from sqlalchemy import URL, make_url

from web.settings.given import SettingsProblem

FEWEST_BYTES = 10
"""Sixteen random bytes are practically never made of fewer different ones."""

MAKE_ONE = "Make one with: python3 -c 'import base64, os; print(base64.b64encode(os.urandom(32)).decode())'"
WELL_KNOWN = frozenset(
    ("postgres", "postgresql", "password", "secret", "changeme", "admin", "root", "test", "123456")
)
OTHER_PROOFS = frozenset(("passfile", "service", "sslcert"))
"""With these PostgreSQL finds a password elsewhere, or asks for none."""


def refuse_weak_keys(secret: bytes | None, master: bytes | None) -> None:
    """The key that signs and the key that wraps: each by chance, and not the same one twice."""
    for name, key in (("EVERYSEAT_SECRET", secret), ("EVERYSEAT_MASTER_KEY", master)):
        if key is not None and len(set(key)) < FEWEST_BYTES:
            raise SettingsProblem(
                f"{name} is too easy to guess: it has fewer than {FEWEST_BYTES} different bytes. {MAKE_ONE}"
            )
    if secret is not None and secret == master:
        raise SettingsProblem(
            "EVERYSEAT_SECRET and EVERYSEAT_MASTER_KEY are the same. Whoever learned the one would have the "
            f"other: keep the master key, and give another secret. {MAKE_ONE}"
        )


def refuse_known_password(database: str) -> None:
    """The password of a PostgreSQL on another machine: one has to be there, and none that all know."""
    url = make_url(database)
    if url.get_backend_name() != "postgresql" or all(here(host) for host in hosts(url)):
        return
    password = url.password or one_of(url, "password")
    if password is None:
        if OTHER_PROOFS.isdisjoint(url.query):
            raise SettingsProblem(
                "The address of the database has no password, and the database is on another machine. Write "
                "postgresql://user:password@host/database; EVERYSEAT_DATABASE_URL_FILE keeps it in a file."
            )
    elif password.lower() in WELL_KNOWN | {"everyseat", (url.username or "").lower()}:
        raise SettingsProblem(
            "The password of the database is one that everybody tries first. Give its user another one, of "
            "many random letters and digits, and write it into EVERYSEAT_DATABASE_URL."
        )


def hosts(url: URL) -> list[str]:
    """Where a PostgreSQL is looked for: several may be named, or none, which is a socket of this machine."""
    asked = [url.query.get(name, ()) for name in ("host", "hostaddr")]
    named = ",".join(name for one in asked for name in ([one] if isinstance(one, str) else one))
    return [one for one in (url.host or "", *named.split(",")) if one]


def here(host: str) -> bool:
    """Whether a host is this machine, or a socket in a folder of it."""
    if host == "localhost" or host.startswith(("/", "@")):
        return True
    try:
        # In the list of several hosts each may have its port.
        return ip_address(host if host.count(":") != 1 else host.split(":")[0]).is_loopback
    except ValueError:
        return False


def one_of(url: URL, name: str) -> str | None:
    """What stands behind the question mark of an address."""
    found = url.query.get(name)
    return found if found is None or isinstance(found, str) else found[-1]
