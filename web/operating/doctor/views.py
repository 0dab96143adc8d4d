"""What was folded once and stored: snapshots, and how far views have got."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import func, select

from events.log import tables
from events.log.tables import events, heads
from web.engine.engine import RULES
from web.engine.live_views import VIEWS
from web.engine.snapshots import HEAD
from web.operating.doctor.finding import Finding, Patient, notice, well, wrong
from web.operating.parts import RECORD

stored, tracked = tables.snapshots, tables.tracking
KINDS: dict[tuple[str, int], "msgspec.msgpack.Decoder[Any]"] = {
    (kind.name, kind.key): msgspec.msgpack.Decoder(kind.shape) for kind in (*VIEWS, RULES)
}


def snapshots(patient: Patient) -> Iterator[Finding]:
    """Whether stored views can be used. None of them is needed: they are folded anew from the record."""
    key = (stored.c.partnership, stored.c.view, stored.c.version, stored.c.position)
    query = select(*key, stored.c.body, events.c.leaf).join(
        events,
        (events.c.partnership == stored.c.partnership) & (events.c.position == stored.c.position),
        isouter=True,
    )
    sound = useless = old = 0
    for _, view, version, _, body, leaf in patient.reading.run(RECORD, query):
        decoder = KINDS.get((view, version))
        if decoder is None:
            old += 1
        elif usable(decoder, body, leaf):
            sound += 1
        else:
            useless += 1
    if useless:
        yield notice(
            "snapshots",
            f"{useless} stored views cannot be used; {sound} can.",
            "Nothing is lost and nothing has to be done: the server folds them anew from the record.",
        )
    else:
        yield well("snapshots", f"{sound} stored views can be used, {old} are of another version.")


def usable(decoder: "msgspec.msgpack.Decoder[Any]", body: bytes, leaf: bytes | None) -> bool:
    """Whether a snapshot is whole, of this record, and of today's shape."""
    if len(body) < HEAD.size or leaf is None:
        return False
    made_at, _, digest = HEAD.unpack_from(body)
    content = body[HEAD.size :]
    if made_at != leaf or sha256(content).digest() != digest:
        return False
    try:
        decoder.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False
    return True


def tracking(patient: Patient) -> Iterator[Finding]:
    """No view can have got further than the record."""
    query = (
        select(tracked.c.partnership, tracked.c.view, tracked.c.position, heads.c.position)
        .join(heads, heads.c.partnership == tracked.c.partnership, isouter=True)
        .where(tracked.c.position > func.coalesce(heads.c.position, 0))
    )
    ahead = list(patient.reading.run(RECORD, query))
    for partnership, view, position, head in ahead[:5]:
        yield wrong(
            "tracking",
            f"{partnership}: the list {view!r} says it has seen moment {position}; the last is {head or 0}.",
            "The record is older than its lists: it was brought back from a copy of the files. Bring it back "
            "with `everyseat restore`, which makes the lists anew.",
        )
    if not ahead:
        yield well("tracking", "No list is ahead of the record.")
