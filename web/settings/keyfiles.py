"""The data folder, and the keys a server makes for itself."""

import base64
import os
import secrets
import tempfile
from pathlib import Path

from web.settings.given import SettingsProblem


def make_writable_folder(folder: Path) -> None:
    """Make a folder, and prove that files can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise SettingsProblem(
            f"The folder {folder} cannot be written to ({error.strerror}). Nothing was changed. "
            "Give another one with EVERYSEAT_DATA, or allow this account to write there."
        ) from None


def make_key_file(path: Path) -> None:
    """Make a key once, readable by this account only. Whoever comes second keeps the first one's."""
    write_key_file(path, secrets.token_bytes(32))


def write_key_file(path: Path, key: bytes) -> None:
    """Write a key down, unless one is there already."""
    if path.exists():
        return
    # Written beside and linked: another process sees the whole key or none.
    handle, beside_it = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        os.write(handle, base64.b64encode(key) + b"\n")
        os.fsync(handle)
        os.link(beside_it, path)
    except FileExistsError:
        pass
    finally:
        os.close(handle)
        Path(beside_it).unlink()
