"""The socket of a draft. Who somebody is, and what they may do, comes from their session alone."""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from typing import Any

from litestar import WebSocket, websocket
from litestar.exceptions import NotFoundException, WebSocketDisconnect
from litestar.params import FromPath

from events.log.records import LogError
from projections.views import Views
from web.accounts import Session
from web.asking import must_accept
from web.drafting.doors import Pace
from web.drafting.ear import Ear, take_in
from web.drafting.line import Line, line_of
from web.drafting.peer import COME_BACK, READ_FIRST, SEND_WITHIN, Peer
from web.drafting.presence import COLOURS
from web.drafting.protocol import is_update
from web.drafting.room import Room
from web.drafting.rooms import Rooms
from web.errors import SignInFirst
from web.page import Services
from web.reader import Reader
from web.rendering.naming import Naming
from web.security.visit import visit_of
from web.visitor import reader_of, services_of

logger = logging.getLogger(__name__)

NOT_HERE = 4404
TOO_MANY = 4429
SESSION_ENDED = 4401
TERMS_FIRST = "Before you write here for the first time, read on the page what is kept of it."
LOOK_EVERY = 2.0
"""Seconds within which a session that ended, or a right that was taken back, closes the window."""


@websocket("/live/drafts/{draft:str}", name="draft-socket")
async def draft_socket(socket: WebSocket[Any, Any, Any], draft: FromPath[str]) -> None:
    """The Yjs sync and awareness protocol on one draft."""
    found, session = await reader_of_draft(socket, draft), visit_of(socket).session
    rooms: Rooms = socket.app.state.rooms
    if found is None or session is None:
        await socket.accept()
        await socket.close(NOT_HERE if session else SESSION_ENDED)
        return
    if not rooms.doors.has_room(session.hash):
        await socket.accept()
        await socket.close(TOO_MANY, "This browser has too many windows on drafts open.")
        return
    reader, views = found
    line = line_of(socket.scope)
    rooms.doors.enter(session.hash)
    try:
        await socket.accept()
        room = await rooms.room(reader.partnership, draft)
        peer = peer_of(reader, views, services_of(socket), line)
        sessions = socket.app.state.accounts.sessions
        peer.acts = lambda: sessions.acts(session)
        room.enter(peer)
        try:
            await serve(socket, room, peer, session, draft)
        finally:
            room.leave(peer)
    except LogError:
        if line is not None:
            line.give_back()
        await socket.close(COME_BACK, "The draft cannot be read just now. Nothing is lost.")
    finally:
        rooms.doors.leave(session.hash)


async def reader_of_draft(socket: WebSocket[Any, Any, Any], draft: str) -> tuple[Reader, Views] | None:
    """Who is looking, if the draft is in a partnership that they are part of, and theirs to see."""
    session = visit_of(socket).session
    for partnership in session.people if session else ():
        with contextlib.suppress(NotFoundException, SignInFirst):
            reader, views = await reader_of(socket, partnership)
            if draft in views.charter.drafts and reader.audience.role != "observer":
                return reader, views
    return None


def peer_of(reader: Reader, views: Views, services: Services, line: Line | None = None) -> Peer:
    """A window with the name that members see. Auditors read along, see nobody and are seen by nobody."""
    naming = Naming(services.rendering.keys, views, reader.audience)
    number = views.directory.people[reader.person].number
    colour = COLOURS[number % len(COLOURS)]
    name = naming.person(reader.person).striptags()
    peer = Peer(
        reader.person,
        name,
        colour,
        may_write=may_write(reader, views),
        sees_others=reader.audience.role != "auditor",
        line=line,
    )
    if must_accept(reader, views):
        peer.refusal = (READ_FIRST, TERMS_FIRST)
    return peer


def may_write(reader: Reader, views: Views) -> bool:
    """Whether what this reader writes is taken: not before they have read what is kept of it."""
    return reader.may_act and not must_accept(reader, views)


async def serve(
    socket: WebSocket[Any, Any, Any], room: Room, peer: Peer, session: Session, draft: str
) -> None:
    """Read, write and look after the session, until either side ends it."""
    tasks = [
        asyncio.create_task(to_the_end(listen(socket, room, peer), peer)),
        asyncio.create_task(to_the_end(look_after(socket, peer, session, draft), peer)),
    ]
    if peer.line is not None:
        ear = Ear(room, peer, peer.line)
        peer.line.listen(ear.hear, peer.has_read)
    try:
        code, why = await peer.write(lambda data: socket.send_data(data, mode="binary"))
        async with asyncio.timeout(SEND_WITHIN):
            await socket.close(code, why)
    except (WebSocketDisconnect, RuntimeError):
        pass  # The other side has gone; it comes back by itself.
    except TimeoutError:
        if peer.line is not None:
            peer.line.abort()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def to_the_end(work: Coroutine[Any, Any, None], peer: Peer) -> None:
    """Do a part of the work; when it fails the window comes back, and is not left half alive."""
    try:
        await work
    except Exception:
        logger.exception("a window on a draft failed")
        peer.close(COME_BACK, "Something went wrong here. Nothing is lost.")


async def listen(socket: WebSocket[Any, Any, Any], room: Room, peer: Peer) -> None:
    """Hand what comes in to the room: all of it, or what does not come over a line of its own."""
    pace = Pace()
    try:
        while peer.closing is None:
            await peer.calm()
            data = await socket.receive_data(mode="binary")
            take_in(room, peer, data)
            if not is_update(data):
                await asyncio.sleep(pace.wait())
    except (WebSocketDisconnect, RuntimeError, KeyError):
        peer.close(COME_BACK, "")


async def look_after(socket: WebSocket[Any, Any, Any], peer: Peer, session: Session, draft: str) -> None:
    """Close the window when its session has ended or its reader may not be here any more."""
    accounts = socket.app.state.accounts
    while True:
        await asyncio.sleep(LOOK_EVERY)
        peer.look()
        if not await accounts.sessions.still_valid(session):
            peer.close(SESSION_ENDED, "You are signed out.")
            return
        found = await reader_of_draft(socket, draft)
        if found is None or may_write(*found) != peer.may_write:
            peer.may_write = False
            peer.close(COME_BACK, "What you may do here has changed.")
            return


HANDLERS = [draft_socket]
