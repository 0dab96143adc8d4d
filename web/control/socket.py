"""The way in for the command line beside a running server: a socket that only its owner may open.

With SQLite one process writes. Other processes of the same account bring what they want written to it:
each message is four bytes of length and JSON. The socket is a file of mode 0600 in the data folder, and
the system also tells the server who is on the other end.
"""

import asyncio
import hashlib
import logging
import os
import socket
import struct
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, assert_never

import msgspec

from web.accounts import Accounts
from web.control.asked import Answer, Asked, Desk, Made, OwnDesk, ToInvite
from web.engine import Engine
from web.settings import Settings
from web.settings.addresses import sqlite_file

logger = logging.getLogger(__name__)

LARGEST_MESSAGE = 32_000_000
LONGEST_PATH = 100
"""Characters; a socket's path may have about 107 bytes."""


class Ask(msgspec.Struct, tag=True):
    """Commands, to be decided in this order."""

    asked: list[Asked]


class Seat(msgspec.Struct, tag=True):
    """An account to be linked."""

    email: str | None
    partnership: str
    person: str
    language: str


class Appoint(msgspec.Struct, tag=True):
    """An account to become an administrator's."""

    email: str
    language: str


class Known(msgspec.Struct, tag=True):
    """Which of these addresses are in a partnership."""

    partnership: str
    addresses: list[str]


class Invite(msgspec.Struct, tag=True):
    """Invitations for which something is to be made that opens them."""

    partnership: str
    people: list[ToInvite]


class Answers(msgspec.Struct, tag=True):
    """What came of it: an answer to each command, or the sentence why nothing could be done."""

    answers: list[Answer] = []
    link: str = ""
    known: list[str] = []
    made: list[Made] = []
    trouble: str | None = None


Question = Ask | Seat | Appoint | Known | Invite
_question = msgspec.json.Decoder(Question)
_answers = msgspec.json.Decoder(Answers)


class ServerSaysNo(Exception):
    """The server could not do it; the text says why."""


def socket_path(settings: Settings) -> Path:
    """Where the socket lies: beside the database; for a very long path, in a folder of this account's."""
    database = sqlite_file(settings.database_url)
    path = database.with_name(f"{database.name}.control")
    if len(os.fsencode(path)) <= LONGEST_PATH:
        return path
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:32]
    return Path(tempfile.gettempdir()) / f"everyseat-{os.getuid()}" / f"{name}.control"


class Control:
    """The server's end."""

    def __init__(self, desk: Desk, path: Path) -> None:
        self._desk, self._path = desk, path
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def start(self) -> None:
        """Listen. A socket file that a killed server left behind is replaced: we hold the serving lock."""
        make_private_folder(self._path.parent)
        self._path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(0o177)
        try:
            listener.bind(str(self._path))
        finally:
            os.umask(before)
        self._path.chmod(0o600)
        self._server = await asyncio.start_unix_server(self._serve, sock=listener)

    async def stop(self) -> None:
        """Stop listening and take the socket away."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._open):
            writer.close()
        self._path.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            if same_account(writer.get_extra_info("socket")):
                while True:
                    await send(writer, await self._answered(await receive(reader)))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    async def _answered(self, message: bytes) -> Answers:
        try:
            return await answered(self._desk, _question.decode(message))
        except Exception as error:
            logger.exception("a question of the command line failed")
            return Answers(trouble=f"The server could not do it: {error}")


async def answered(desk: Desk, question: Question) -> Answers:
    """What the desk says to a question."""
    match question:
        case Ask(asked):
            return Answers(await desk.ask(asked))
        case Seat(email, partnership, person, language):
            await desk.seat(email, partnership, person, language)
            return Answers()
        case Appoint(email, language):
            return Answers(link=await desk.appoint(email, language))
        case Known(partnership, addresses):
            return Answers(known=await desk.seated(partnership, addresses))
        case Invite(partnership, people):
            return Answers(made=await desk.invite(partnership, people))
        case _:
            assert_never(question)


class ServersDesk:
    """The command line's end: a desk that stands in the server's process."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._in_turn = asyncio.Lock()

    @classmethod
    async def reach(cls, path: Path) -> "ServersDesk | None":
        """The desk of the server that listens there; None when nobody does."""
        try:
            return cls(*await asyncio.open_unix_connection(str(path)))
        except (FileNotFoundError, ConnectionRefusedError):
            return None

    async def ask(self, asked: Sequence[Asked]) -> list[Answer]:
        """Send them all and wait for all answers."""
        return (await self._exchange(Ask(list(asked)))).answers

    async def seat(self, email: str | None, partnership: str, person: str, language: str) -> None:
        """Have the server link the account."""
        await self._exchange(Seat(email, partnership, person, language))

    async def appoint(self, email: str, language: str) -> str:
        """Have the server make an administrator."""
        return (await self._exchange(Appoint(email, language))).link

    async def seated(self, partnership: str, addresses: Sequence[str]) -> list[str]:
        """Ask the server who is here already."""
        return (await self._exchange(Known(partnership, list(addresses)))).known

    async def invite(self, partnership: str, people: Sequence[ToInvite]) -> list[Made]:
        """Have the server make what opens these invitations."""
        return (await self._exchange(Invite(partnership, list(people)))).made

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()

    async def _exchange(self, question: Question) -> Answers:
        try:
            async with self._in_turn:
                await send(self._writer, question)
                answers = _answers.decode(await receive(self._reader))
        except (asyncio.IncompleteReadError, ConnectionError):
            raise ServerSaysNo(
                "The server went away before it answered. Run this again: what was kept is recognised."
            ) from None
        if answers.trouble:
            raise ServerSaysNo(answers.trouble)
        return answers


async def start_control(engine: Engine, accounts: Accounts, settings: Settings) -> Control | None:
    """Listen for the command line; not on PostgreSQL, where every process writes by itself."""
    if not settings.on_sqlite:
        return None
    control = Control(OwnDesk(engine, accounts, settings.base_url), socket_path(settings))
    await control.start()
    return control


async def send(writer: asyncio.StreamWriter, message: Any) -> None:
    """One message: its length, then JSON."""
    content = msgspec.json.encode(message)
    writer.write(struct.pack(">I", len(content)) + content)
    await writer.drain()


async def receive(reader: asyncio.StreamReader) -> bytes:
    """One message's content. Raises IncompleteReadError at the end, ConnectionError when it is too large."""
    (length,) = struct.unpack(">I", await reader.readexactly(4))
    if length > LARGEST_MESSAGE:
        raise ConnectionError("the message is too large")
    return await reader.readexactly(length)


def same_account(connection: Any) -> bool:
    """Whether the other end belongs to this account, where the system tells; the file's mode says so too."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return True
    _, owner, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, option, 12))
    return bool(owner == os.getuid())


def make_private_folder(folder: Path) -> None:
    """Make the folder if it is missing, for this account only."""
    if not folder.is_dir():
        folder.mkdir(parents=True, mode=0o700)
