"""Beside a running server reading commands read, and writing ones go through it."""

from __future__ import annotations

import asyncio
import os
import stat
import struct
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from tests.web.commanded import Server, done, partnerships, refused, shown
from tests.web.polis_files import HERE, expected, tallies
from tests.web.served import settings_for
from web.command_line.opening import alone, bring_forward, own_desk
from web.control import Asked, Control, Kept, Refused, ServerSaysNo, ServersDesk, socket_path, start_control
from web.control.socket import LARGEST_MESSAGE

PARTNERSHIP = "p" * 32


def asked(kind: str, person: str = "ana", **fields: Any) -> Asked:
    """Something the command line asks for."""
    return Asked(
        partnership=PARTNERSHIP,
        kind=kind,
        fields=fields,
        command=uuid4().hex,
        person=person,
        at=datetime.now(UTC),
        operator=kind == "FoundPartnership",
    )


FOUND = asked("FoundPartnership", name="Easy breathing", display_name="Ana")


@pytest_asyncio.fixture
async def control(tmp_path: Path) -> AsyncIterator[Control]:
    """A server's end of the socket, with an engine behind it."""
    settings = settings_for(f"sqlite:///{tmp_path / 'everyseat.sqlite'}")
    with alone(settings):
        bring_forward(settings)
        async with own_desk(settings) as desk:
            made = await start_control(desk.engine, desk.accounts, settings)
            assert made is not None
            yield made
            await made.stop()


@pytest_asyncio.fixture
async def desk(control: Control, tmp_path: Path) -> AsyncIterator[ServersDesk]:
    """The command line's end."""
    reached = await ServersDesk.reach(tmp_path / "everyseat.sqlite.control")
    assert reached is not None
    yield reached
    await reached.close()


async def test_only_its_owner_may_open_the_socket(control: Control, tmp_path: Path) -> None:
    mode = (tmp_path / "everyseat.sqlite.control").stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600


async def test_commands_are_decided_in_their_order_and_answered_in_it(desk: ServersDesk) -> None:
    goal = asked("ProposeGoal", title="Sleep through the night")
    vote = asked("VoteOnGoal", goal=goal.command, vote="support")
    answers = await desk.ask([FOUND, goal, vote, asked("VoteOnGoal", goal="nothing", vote="support")])
    assert answers[:3] == [Kept(1, 4, False), Kept(5, 1, False), Kept(6, 1, False)]
    assert isinstance(answers[3], Refused)
    assert "not here" in answers[3].why


async def test_the_same_again_is_recognised_and_another_body_refused(desk: ServersDesk) -> None:
    goal = asked("ProposeGoal", title="Sleep through the night")
    await desk.ask([FOUND, goal])
    assert await desk.ask([goal]) == [Kept(5, 1, True)]
    other = Asked(
        partnership=PARTNERSHIP,
        kind="ProposeGoal",
        fields={"title": "Something else"},
        command=goal.command,
        person="ana",
        at=goal.at,
    )
    assert isinstance((await desk.ask([other]))[0], Refused)


async def test_what_the_door_refuses_is_an_answer_too(desk: ServersDesk) -> None:
    await desk.ask([FOUND])
    wrong = [
        asked("ProposeGoal", title=""),
        asked("ProposeGoal", title="x", colour="red"),
        asked("ProposeGoal", title="x" * 1_001),
        asked("DropTables"),
        asked("CloseDecisionByClock", decision="d"),
    ]
    assert all(isinstance(answer, Refused) for answer in await desk.ask(wrong))


async def test_a_message_that_is_none_gets_a_sentence_and_the_next_one_is_answered(
    tmp_path: Path, control: Control
) -> None:
    reader, writer = await asyncio.open_unix_connection(str(tmp_path / "everyseat.sqlite.control"))
    writer.write(struct.pack(">I", 4) + b"what")
    assert b"could not do it" in await reader.readexactly(struct.unpack(">I", await reader.readexactly(4))[0])
    writer.write(struct.pack(">I", LARGEST_MESSAGE + 1))
    assert await reader.read() == b""
    writer.close()


async def test_a_server_that_goes_away_is_a_sentence(desk: ServersDesk, control: Control) -> None:
    await control.stop()
    with pytest.raises(ServerSaysNo, match="Run this again"):
        await desk.ask([FOUND])


async def test_a_socket_left_behind_is_replaced_and_nobody_there_is_no_desk(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path / 'everyseat.sqlite'}")
    (tmp_path / "everyseat.sqlite.control").write_text("")
    assert await ServersDesk.reach(tmp_path / "nothing.control") is None
    assert socket_path(settings) == tmp_path / "everyseat.sqlite.control"


def test_a_very_long_folder_still_has_a_socket(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path / ('long' * 30) / 'everyseat.sqlite'}")
    assert len(os.fsencode(socket_path(settings))) < 100


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A real server with the demonstration, in a process of its own."""
    data = tmp_path_factory.mktemp("served")
    with Server(data, "--demo") as server:
        yield data, server


def test_an_import_beside_a_running_server_goes_through_it(running: tuple[Path, Server]) -> None:
    data, _ = running
    done(data, "import", "polis", str(HERE), "--partnership", "Listening")
    goals = shown(data, "goals", "Listening")
    assert tallies(goals, HERE / "comments.csv") == expected()
    assert ": 0 new" in done(data, "import", "polis", str(HERE), "--partnership", "Listening")


def test_looking_and_exporting_go_on_beside_a_running_server(running: tuple[Path, Server]) -> None:
    data, _ = running
    demo = next(one for one in partnerships(data) if one["made_up"])
    assert demo["position"] >= 250
    assert shown(data, "goals", demo["id"])["goals"]
    assert done(data, "export", "--partnership", demo["id"], "-").count("\n") == demo["position"]


def test_a_second_server_on_the_same_files_is_refused(running: tuple[Path, Server]) -> None:
    data, server = running
    said = refused(data, "serve", "--port", "0")
    assert str(server.process.pid) in said
    assert "already" in said


def test_a_port_that_is_taken_is_a_sentence(running: tuple[Path, Server], tmp_path: Path) -> None:
    _, server = running
    port = server.url.rsplit(":", 1)[1]
    assert "--port" in refused(tmp_path / "data", "serve", "--port", port)
    assert not (tmp_path / "data").exists()


def test_a_demo_is_never_open_to_other_machines(tmp_path: Path) -> None:
    refused(tmp_path / "data", "serve", "--demo", "--host", "0.0.0.0", "--port", "0")
