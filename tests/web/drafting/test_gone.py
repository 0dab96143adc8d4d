"""A sentence that its author took out again is gone once the draft is closed, wherever one looks."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import pickle
from base64 import b64decode
from binascii import Error
from pathlib import Path
from typing import Any

from tests.web.drafting.house import Drafting
from tests.web.drafting.test_sealing import holding, room_of
from tests.web.drafting.wire import enter
from web.drafting.sealing import all_versions
from web.drafting.stories import Stories
from web.export import lines
from web.operating.backing_up import back_up

SECRET = "Marisol"
SENTENCE = f"My doctor is {SECRET} Vega."


async def typed_and_taken_out(house: Drafting) -> None:
    """Ana writes a sentence that others see, also on pages; then she takes a name out of it."""
    ana, ben = await enter(house, "ana"), await enter(house, "ben")
    await ana.write(0, SENTENCE)
    await ben.reads(SENTENCE)
    assert SECRET in await (await house.house.visitor("ben")).text(f"/drafts/{house.draft}/story")
    await ana.send_update(ana.window.remove(13, 25))
    await ben.reads("My doctor is .")
    await ben.write(0, "Ben: ")
    await ana.reads("Ben: My doctor is .")


async def pages(house: Drafting, person: str) -> dict[str, str]:
    """Every page that tells of drafts, as somebody sees it, by its address."""
    visitor, draft = await house.house.visitor(person), f"/drafts/{house.draft}"
    position = (await house.house.views()).position
    paths = [draft, *(f"{draft}/story?version={one}" for one in range(1, 4)), f"{draft}/differences"]
    paths += [f"{draft}/differences?one=1&other={one}" for one in (1, 2)]
    paths += ["/", "/mission", "/history", *(f"/history/{one}" for one in range(1, position + 1))]
    paths += ["/search?q=marisol", "/search?q=doctor", "/needs-you", f"{draft}/story?at={position}"]
    found = [(path, await visitor.get(path)) for path in paths]
    return {path: answer.text for path, answer in found if answer.status_code == 200}


def kept(house: Drafting) -> list[list[Any]]:
    """Every row of record, accounts and keys, as a backup holds them, with their bytes."""
    files = io.BytesIO(), io.BytesIO()
    back_up(house.house.settings, *files, lambda what, count: lambda done: None)
    texts = b"".join(gzip.decompress(file.getvalue()) for file in files)
    return [row for line in texts.splitlines() if isinstance(row := json.loads(line), list)]


def in_plain(value: Any) -> bytes:
    """A value of a row; what may be base64 is also read as that."""
    said = str(value).encode()
    try:
        return said + b64decode(said, validate=True)
    except Error:
        return said


async def test_it_is_on_no_page_and_in_no_answer(draft_house: Drafting) -> None:
    await typed_and_taken_out(draft_house)
    await draft_house.rooms.close_up(await room_of(draft_house))
    for person in ("ana", "ben", "ada"):
        told = await pages(draft_house, person)
        assert len(told) > 12
        for path, text in told.items():
            assert SECRET not in text, (person, path)
    late = await enter(draft_house, "cleo")
    await late.reads("Ben: My doctor is .")
    assert SECRET.encode() not in b"".join(late.frames)


async def test_it_is_in_no_row_no_backup_and_no_file_and_its_key_in_no_store(
    draft_house: Drafting, tmp_path: Path
) -> None:
    await typed_and_taken_out(draft_house)
    room = await room_of(draft_house)
    key = room.key
    await draft_house.rooms.close_up(room)
    rows = await asyncio.to_thread(kept, draft_house)
    assert {"draft_events", "draft_heads", "events", "destroyed"} <= {row[0] for row in rows}
    for row in rows:
        assert SECRET.encode() not in b"".join(map(in_plain, row)), row[0]
    assert {row[0] for row in rows if key in row} == {"destroyed"}
    assert not await asyncio.to_thread(holding, tmp_path, SECRET.encode())


async def test_it_is_in_no_export_and_in_no_memory_of_pages(draft_house: Drafting) -> None:
    await typed_and_taken_out(draft_house)
    room, engine = await room_of(draft_house), draft_house.house.engine
    await draft_house.rooms.story(draft_house.house.partnership, draft_house.draft)
    await draft_house.rooms.close_up(room)
    story = await draft_house.rooms.story(draft_house.house.partnership, draft_house.draft)
    told = [story.version(one) for one in range(1, len(story.pauses) + 1)]
    assert SECRET not in str(told)
    assert str(told) == str(all_versions(room.keeping))
    stories: Stories = draft_house.rooms._stories
    assert all(not one.closed.packets for some in stories._closed._entries.values() for one in some)
    assert all(not still_open.pauses for _, still_open in stories._open._entries.values())
    position = (await draft_house.house.views()).position
    exported = lines(engine.log, engine.keys, draft_house.house.partnership, position, [])
    assert SECRET.encode() not in b"".join(exported)
    assert SECRET.encode() not in pickle.dumps([stories._closed._entries, stories._open._entries])
