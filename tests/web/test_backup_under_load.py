"""A backup made while people write is of one moment: gapless, and with the key of every text in it."""

from __future__ import annotations

import asyncio
import gzip
import json
from base64 import b64decode
from contextlib import suppress
from pathlib import Path

from events.log.codec import decode, reading
from events.sealed import Words
from tests.web.conftest import House
from tests.web.kept import secrets
from web.operating.backing_up import BackedUp, back_up
from web.settings import Settings, load_settings
from workspace.goals.commands import ProposeGoal

BACKUPS = 4


async def test_each_backup_is_of_one_moment(house: House, tmp_path: Path) -> None:
    settings = load_settings(secrets() | {"EVERYSEAT_DATABASE_URL": house.url})
    writing = asyncio.create_task(write_on(house))
    heads = []
    for number in range(BACKUPS):
        before = house.log.head(house.partnership).position
        told = await asyncio.to_thread(backed_up, settings, tmp_path / str(number))
        assert told.troubles == []
        position, _ = told.proof[house.partnership]
        assert before <= position <= house.log.head(house.partnership).position
        heads.append(position)
        await more_than(house, position)
    writing.cancel()
    with suppress(asyncio.CancelledError):
        await writing
    assert heads == sorted(set(heads)), "people wrote between the backups"
    for number in range(BACKUPS):
        words, keys = words_and_keys(tmp_path / str(number))
        assert words
        assert words <= keys


async def write_on(house: House) -> None:
    while True:
        await asyncio.gather(
            *(house.ask(ProposeGoal, {"title": f"Goal {number}"}, by="ana") for number in range(5))
        )


async def more_than(house: House, position: int) -> None:
    """Wait until more has been written."""
    while house.log.head(house.partnership).position <= position:
        await house.ask(ProposeGoal, {"title": "One more"}, by="ben")


def backed_up(settings: Settings, file: Path) -> BackedUp:
    with file.open("wb") as record, file.with_suffix(".keys").open("wb") as keys:
        return back_up(settings, record, keys, lambda _, __: lambda _: None)


def words_and_keys(file: Path) -> tuple[set[str], set[str]]:
    """The refs of all texts in the record, and of all keys in the other file."""
    words = set()
    for line in gzip.decompress(file.read_bytes()).splitlines():
        if line.startswith(b'["events"'):
            header, event = decode(b64decode(json.loads(line)[4]))
            known = reading(header.name)
            assert known is not None
            if known.shape.sealed is not None:
                words |= {one.ref for _, one in known.shape.sealed(event, "") if isinstance(one, Words)}
    keys = gzip.decompress(file.with_suffix(".keys").read_bytes()).splitlines()
    return words, {json.loads(line)[2] for line in keys if line.startswith(b'["word_keys"')}
