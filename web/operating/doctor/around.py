"""What stands around the database: secrets, folders, and whether the tables fit this version."""

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from events.log.migrations import DatabaseNewer, DatabaseOlder, check, revision_of
from web.operating.doctor.finding import Finding, Patient, well, wrong
from web.operating.parts import KEY_STORE, PARTS, RECORD, address
from web.settings import MASTER_KEY_FILE, SECRET_FILE, Settings, SettingsProblem
from web.settings.addresses import sqlite_file

OTHERS = 0o077


def secrets(settings: Settings) -> Iterator[Finding]:
    """The two keys a server cannot do without."""
    try:
        _ = settings.secret, settings.master_key
    except SettingsProblem as error:
        yield wrong("secrets", str(error), "docs/reference/settings.md lists all settings.")
    else:
        yield well("secrets", "The master key and the signing key are there.")


def folders(settings: Settings) -> Iterator[Finding]:
    """Where files are, and who may read them."""
    places = {settings.data} if settings.keys_may_be_made else set()
    if settings.on_sqlite:
        places.add(sqlite_file(settings.database_url).parent)
    wrongs = 0
    for folder in sorted(places):
        if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
            wrongs += 1
            yield wrong(
                "folders",
                f"{folder} is not there or cannot be written to.",
                "Make it, and give it to the account that the server runs under.",
            )
    for path in readable_by_others(settings):
        wrongs += 1
        yield wrong(
            "folders",
            f"Other accounts of this machine may read {path}.",
            f"chmod 600 {path}",
        )
    if not wrongs:
        yield well("folders", "Folders can be written to, and no other account may read what is in them.")


def readable_by_others(settings: Settings) -> Iterator[Path]:
    """Files with secrets or addresses in them that are not for one account only."""
    if os.name == "nt":
        return
    files = [settings.data / MASTER_KEY_FILE, settings.data / SECRET_FILE]
    if settings.on_sqlite:
        files += [sqlite_file(address(part, settings)) for part in PARTS]
    for path in files:
        if path.is_file() and path.stat().st_mode & OTHERS and path.parent.stat().st_mode & OTHERS:
            yield path


def revisions(settings: Settings) -> Iterator[Finding]:
    """Whether each part's tables are those of this version."""
    for part in PARTS:
        url = address(part, settings)
        if part is KEY_STORE and revision_of(url, part.chain) is None:
            # A server runs without it; what is missing is told where the keys are looked at.
            continue
        try:
            check(url, part.chain)
        except DatabaseOlder as error:
            yield wrong(part.name, str(error), "Run `everyseat migrate`, after a backup.")
        except DatabaseNewer as error:
            yield wrong(part.name, str(error), "Install the newer version, or name another database.")
        else:
            if part is not RECORD:
                yield well(part.name, f"The tables of the {part.name} fit this version.")


def files(patient: Patient) -> Iterator[Finding]:
    """Whether SQLite itself finds its files sound; it reads all of them, so only when all is looked at."""
    if not (patient.settings.on_sqlite and patient.full):
        return
    for part in patient.reading.parts:
        said = [row[0] for row in patient.reading.run(part, text("PRAGMA quick_check(3)"))]
        if said != ["ok"]:
            yield wrong(
                "files",
                f"The file of the {part.name} is damaged: {said[0]}.",
                "Stop the server, keep a copy of the files as they are, see whether the disk is failing, and "
                "bring the newest sound backup back.",
            )
