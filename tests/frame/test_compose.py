"""docker-compose.yml says what the guide says, judged by Compose itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = Path(sys.executable).parent / "docker-compose"


ASKED = ("POSTGRES_PASSWORD", "EVERYSEAT_MASTER_KEY", "EVERYSEAT_SECRET", "EVERYSEAT_MAIL_URL")


def compose(*arguments: str, without: str = "") -> subprocess.CompletedProcess[str]:
    """Ask Compose; it needs no Docker to read a file."""
    given = {name: "" if name == without else "for the test" for name in ASKED}
    environment = {**os.environ, **given, "COMPOSE_DISABLE_ENV_FILE": "1"}
    command = [COMPOSE, "--file", ROOT / "docker-compose.yml", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services as Compose understands them, with the dev profile."""
    told = compose("--profile", "dev", "config", "--format", "json")
    assert told.returncode == 0, told.stderr
    return dict(json.loads(told.stdout)["services"])


def test_compose_accepts_the_file() -> None:
    told = compose("config", "--quiet")
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("name", ASKED)
def test_compose_asks_for_secrets_and_the_way_of_mail_rather_than_going_without(name: str) -> None:
    told = compose("config", "--quiet", without=name)
    assert told.returncode != 0
    assert "set it in .env" in told.stderr


def test_two_web_processes_wait_for_the_migration(services: dict[str, Any]) -> None:
    assert services["web"]["deploy"]["replicas"] == 2
    assert services["web"]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_only_caddy_is_reachable_from_outside(services: dict[str, Any]) -> None:
    doors = {
        name
        for name, service in services.items()
        if any(port.get("host_ip") != "127.0.0.1" for port in service.get("ports", []))
    }
    assert doors == {"caddy"}


def test_the_mailbox_is_for_development_only(services: dict[str, Any]) -> None:
    assert services["mailpit"]["profiles"] == ["dev"]
    assert services["postgres"]["image"] == "postgres:17"
