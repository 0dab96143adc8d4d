"""Where databases, mail and people's browsers find each other."""

from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from web.settings.given import Given, SettingsProblem

PRINT = "print"
"""In the place of a mail server's address: the owner wants links in what the server prints."""


def checked_database(url: str | None, given: Given) -> str:
    """The log's address: as given, or a file in the data folder."""
    if url is None:
        folder = given.text("EVERYSEAT_DATA") or "data"
        return f"sqlite:///{(Path(folder).expanduser() / 'everyseat.sqlite').absolute()}"
    try:
        parsed = make_url(url)
        kind, name = parsed.get_backend_name(), parsed.database
    except ArgumentError:
        kind, name = "", None
    if kind == "postgresql" and name:
        return url
    if kind == "sqlite" and name and name != ":memory:":
        return f"sqlite:///{Path(name).expanduser().absolute()}"
    raise SettingsProblem(
        "The database address cannot be used. Write sqlite:///folder/everyseat.sqlite or "
        "postgresql://user:password@host/database (EVERYSEAT_DATABASE_URL or --database)."
    )


def data_folder(url: str, given: Given) -> Path:
    """Where files that belong to this server lie: as given, else beside the database, else ./data."""
    folder = given.text("EVERYSEAT_DATA")
    if folder:
        return Path(folder).expanduser().absolute()
    return sqlite_file(url).parent if is_sqlite(url) else Path("data").absolute()


def beside(url: str, what: str) -> str:
    """Where keys and accounts are: another file next to the log's, or the same PostgreSQL."""
    if not is_sqlite(url):
        return url
    file = sqlite_file(url)
    return f"sqlite:///{file.with_name(f'{file.stem}-{what}{file.suffix}')}"


def is_sqlite(url: str) -> bool:
    """Whether an address is of an SQLite file; the other kind is PostgreSQL."""
    return make_url(url).get_backend_name() == "sqlite"


def sqlite_file(url: str) -> Path:
    """The file an SQLite address names."""
    return Path(make_url(url).database or "")


def shown_host(host: str) -> str:
    """A host as it is written in an address people can open."""
    host = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 — compared, not bound.
    return f"[{host}]" if ":" in host else host


def checked_base(url: str) -> str:
    """The address people type, without a path."""
    parsed = split(url)
    if parsed is None or parsed.scheme not in ("http", "https") or not parsed.hostname:
        raise SettingsProblem(
            f"EVERYSEAT_BASE_URL is {url!r}; write the address people type, as in https://table.example."
        )
    if parsed.path.strip("/") or parsed.query or parsed.fragment or parsed.username:
        raise SettingsProblem("EVERYSEAT_BASE_URL must be only scheme and host, as in https://table.example.")
    return f"{parsed.scheme}://{parsed.netloc.lower()}"


def checked_mail(url: str | None) -> str | None:
    """The mail server's address, or that links are printed."""
    if url is None or url == PRINT:
        return url
    parsed = split(url)
    if parsed is None or parsed.scheme not in ("smtp", "smtps") or not parsed.hostname:
        raise SettingsProblem(
            "EVERYSEAT_MAIL_URL cannot be used; write smtp://user:password@host:587, smtps://host or print."
        )
    return url


def split(url: str) -> SplitResult | None:
    """The parts of an address, None when it is none (a bad port shows only when asked for)."""
    try:
        parsed = urlsplit(url)
        _ = parsed.port
    except ValueError:
        return None
    return parsed
