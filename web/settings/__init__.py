"""What the owner of a server decides, read once from the environment and checked before anything starts.

Every name may also be given as `NAME_FILE`, the path of a file that holds the value, so that a secret
need not stand in the environment. An empty value is one that was not given.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

import msgspec

from events.log import failing
from web.settings.addresses import (
    PRINT,
    beside,
    checked_base,
    checked_database,
    checked_mail,
    data_folder,
    is_sqlite,
    shown_host,
    sqlite_file,
)
from web.settings.given import Given, SettingsProblem, decoded
from web.settings.keyfiles import make_key_file, make_writable_folder
from web.settings.strength import MAKE_ONE, refuse_known_password, refuse_weak_keys

__all__ = ["LOOPBACK", "Settings", "SettingsProblem", "load_settings", "refuse_unchosen_printing"]

DEFAULT_PORT = 8400
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MASTER_KEY_FILE = "master.key"
SECRET_FILE = "signing.key"  # noqa: S105 — the name of a file.


Founding = Literal["anyone", "administrators"]
"""Who may start a partnership: everybody who can sign in, or those whom the owner of the server named."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where things are kept and how the server is reached. Nothing in it changes while it runs."""

    data: Path
    database_url: str
    keys_url: str
    accounts_url: str
    base_url: str
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    demo: bool = False
    founding: Founding = "administrators"
    mail_url: str | None = None
    mail_from: str = ""
    metrics_port: int | None = None
    metrics_host: str = "127.0.0.1"
    webhooks_to_loopback: bool = False
    given_secret: bytes | None = None
    given_master_key: bytes | None = None

    def __repr__(self) -> str:
        return f"Settings of {self.base_url}"  # Addresses and keys hold secrets.

    @property
    def on_sqlite(self) -> bool:
        """Whether everything lies in files of the data folder."""
        return is_sqlite(self.database_url)

    @property
    def https(self) -> bool:
        """Whether people reach the server over https; then cookies never travel without it."""
        return self.base_url.startswith("https:")

    @property
    def loopback(self) -> bool:
        """Whether the server is for the people at this machine only."""
        return (urlsplit(self.base_url).hostname or "") in LOOPBACK

    @property
    def mail_server(self) -> str | None:
        """The address of the mail server; None where links are printed."""
        return None if self.mail_url == PRINT else self.mail_url

    @property
    def secret(self) -> bytes:
        """What forms are signed with."""
        return self.given_secret or self._from_file("EVERYSEAT_SECRET", SECRET_FILE)

    @property
    def master_key(self) -> bytes:
        """The 32 bytes that wrap the keys of all people. Who loses it loses every word that was kept."""
        key = self.given_master_key or self._from_file("EVERYSEAT_MASTER_KEY", MASTER_KEY_FILE)
        if len(key) != 32:
            raise SettingsProblem("EVERYSEAT_MASTER_KEY must be 32 bytes, written in base64.")
        return key

    @property
    def keys_may_be_made(self) -> bool:
        """A server with files makes its own keys beside them; others share theirs and must be given them."""
        return self.on_sqlite or self.demo

    def _from_file(self, name: str, file: str) -> bytes:
        path = self.data / file
        if not self.keys_may_be_made:
            raise SettingsProblem(
                f"{name} is missing. With PostgreSQL it must be the same on every server, so it is not made "
                f"by itself. {MAKE_ONE}"
            )
        try:
            return decoded(name, path.read_text("ascii").strip())
        except FileNotFoundError:
            raise SettingsProblem(
                f"{path} is missing. Give {name}, or start the server once to make it."
            ) from None
        except OSError as error:
            raise SettingsProblem(f"{path} cannot be read: {error.strerror}.") from None

    def prepare(self) -> None:
        """Make the data folder and the keys that are not there yet; refuse what cannot work.

        Writing commands and the server call it before they open anything. It changes nothing that exists.
        """
        if self.on_sqlite:
            for folder in {self.data, sqlite_file(self.database_url).parent}:
                make_writable_folder(folder)
        elif self.keys_may_be_made:
            make_writable_folder(self.data)
        if self.keys_may_be_made:
            for given, file in (
                (self.given_secret, SECRET_FILE),
                (self.given_master_key, MASTER_KEY_FILE),
            ):
                if given is None:
                    make_key_file(self.data / file)
        secret, master = self.secret, self.master_key
        if not self.demo:
            refuse_weak_keys(secret, master)


def load_settings(
    environment: Mapping[str, str] | None = None,
    *,
    database: str | None = None,
    host: str = "127.0.0.1",
    port: int | None = None,
    demo: bool | None = None,
) -> Settings:
    """Read the settings; what the command line gives wins. Raises SettingsProblem. Writes nothing."""
    given = Given(os.environ if environment is None else environment)
    url = checked_database(database or given.text("EVERYSEAT_DATABASE_URL"), given)
    port = port if port is not None else DEFAULT_PORT
    in_demo = given.flag("EVERYSEAT_DEMO") if demo is None else demo
    settings = Settings(
        data=data_folder(url, given),
        database_url=url,
        keys_url=beside(url, "keys"),
        accounts_url=beside(url, "accounts"),
        base_url=checked_base(given.text("EVERYSEAT_BASE_URL") or f"http://{shown_host(host)}:{port}"),
        host=host,
        port=port,
        demo=in_demo,
        founding=checked_founding(
            given.text("EVERYSEAT_FOUNDING"), "anyone" if in_demo else "administrators"
        ),
        mail_url=checked_mail(given.text("EVERYSEAT_MAIL_URL")),
        mail_from=given.text("EVERYSEAT_MAIL_FROM") or "",
        metrics_port=given.port("EVERYSEAT_METRICS_PORT"),
        metrics_host=given.text("EVERYSEAT_METRICS_HOST") or "127.0.0.1",
        webhooks_to_loopback=given.flag("EVERYSEAT_WEBHOOKS_TO_LOOPBACK"),
        given_secret=given.key("EVERYSEAT_SECRET", at_least=16),
        given_master_key=given.key("EVERYSEAT_MASTER_KEY", at_least=32),
    )
    refuse_open_demo(settings)
    if not settings.demo:
        refuse_weak_keys(settings.given_secret, settings.given_master_key)
        refuse_known_password(url)
    if given.text(failing.VARIABLE) and not settings.demo:
        raise SettingsProblem(f"{failing.VARIABLE} makes the server die on purpose. Leave it out.")
    return settings


def checked_founding(wanted: str | None, otherwise: Founding) -> Founding:
    """Who may start a partnership."""
    found = next((one for one in get_args(Founding) if one == (wanted or otherwise)), None)
    if found is None:
        raise SettingsProblem(
            "EVERYSEAT_FOUNDING says who may start a partnership: write anyone or administrators."
        )
    return cast("Founding", found)


def refuse_unchosen_printing(settings: Settings) -> None:
    """Links that sign in are printed where the owner chose it, and in the demo, where anybody is anybody.

    What a server prints is often kept, and read by more people than may sign in as others.
    """
    if not (settings.demo or settings.mail_url):
        raise SettingsProblem(
            "Links to sign in have no way to people yet. Give a mail server with EVERYSEAT_MAIL_URL, as in "
            "smtp://user:password@host:587; or write EVERYSEAT_MAIL_URL=print, and whoever can read what "
            "this server prints can sign in as the people who ask for a link."
        )


def refuse_open_demo(settings: Settings) -> None:
    """In the demo anybody may be anybody: it must never be reachable from another machine."""
    if settings.demo and not (settings.loopback and settings.host in LOOPBACK):
        raise SettingsProblem(
            "The demo lets anyone act as anyone, so it only runs on this machine: use --host 127.0.0.1 and "
            "an EVERYSEAT_BASE_URL with localhost, or leave the demo off."
        )
