"""What a server needs to be run for real: its secrets, its tables, its image and the proxies before it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.keys import GIVEN_KEYS, written
from tests.web.commanded import clean_environment, done, refused
from tests.web.image import steps
from tests.web.kept import change, secrets
from web.command_line import everyseat
from web.live.routes import HANDLERS
from web.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]
GIVEN = {
    "EVERYSEAT_DATABASE_URL": "postgresql://everyseat:x7Qd2mVr9LtB@db.example/everyseat",
    "EVERYSEAT_DATA": "/var/lib/everyseat",
    "EVERYSEAT_BASE_URL": "https://table.example",
    **GIVEN_KEYS,
    "EVERYSEAT_MAIL_URL": "smtp://mail.example:587",
    "EVERYSEAT_MAIL_FROM": "table@mail.example",
    "EVERYSEAT_METRICS_PORT": "9400",
    "EVERYSEAT_METRICS_HOST": "0.0.0.0",
    "EVERYSEAT_FOUNDING": "anyone",
    "EVERYSEAT_WEBHOOKS_TO_LOOPBACK": "yes",
}


# --- settings and secrets ------------------------------------------------------------------------


def test_every_setting_may_stand_in_a_file_instead(tmp_path: Path) -> None:
    files = {}
    for name, value in GIVEN.items():
        (tmp_path / name).write_text(f"{value}\n")
        files[f"{name}_FILE"] = str(tmp_path / name)
    assert fields(load_settings(files)) == fields(load_settings(GIVEN))


def fields(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in Settings.__struct_fields__}


def test_the_demo_flag_may_stand_in_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "flag").write_text("yes\n")
    assert load_settings({"EVERYSEAT_DEMO_FILE": str(tmp_path / "flag")}).demo


def test_every_setting_is_in_the_reference() -> None:
    told = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    for name in (*GIVEN, "EVERYSEAT_DEMO"):
        assert f"`{name}`" in told


@pytest.mark.parametrize("name", ["EVERYSEAT_SECRET", "EVERYSEAT_MASTER_KEY"])
@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "is missing"),
        (written(b"short"), "at least"),
        ("not base64!", "not base64"),
        (written(bytes(32)), "too easy to guess"),
    ],
)
def test_a_missing_or_weak_secret_is_refused_by_serve(
    migrated_postgresql_url: str, tmp_path: Path, name: str, value: str, said: str
) -> None:
    given = secrets() | {"EVERYSEAT_DATABASE_URL": migrated_postgresql_url, name: value}
    told = refused(tmp_path, "serve", "--port", "0", env=given)
    assert name in told
    assert said in told


def test_the_same_secret_twice_is_refused_by_serve(migrated_postgresql_url: str, tmp_path: Path) -> None:
    given = secrets() | {"EVERYSEAT_DATABASE_URL": migrated_postgresql_url}
    given["EVERYSEAT_SECRET"] = given["EVERYSEAT_MASTER_KEY"]
    assert "are the same" in refused(tmp_path, "serve", "--port", "0", env=given)


def test_serve_prints_links_only_where_its_owner_chose_that(tmp_path: Path) -> None:
    told = refused(tmp_path / "data", "serve", "--port", "0", env={"EVERYSEAT_MAIL_URL": ""})
    assert "smtp://" in told
    assert "EVERYSEAT_MAIL_URL=print" in told
    assert not (tmp_path / "data").exists(), "nothing was made before it was refused"
    assert "/sign-in/link/" in done(
        tmp_path / "data", "administrator", "ana@example.org", env={"EVERYSEAT_MAIL_URL": ""}
    )


# --- guarded migrations --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE log_version SET version_num = 'log_9999'", "newer version of Everyseat"),
        ("UPDATE keys.keys_version SET version_num = 'keys_0001'", "older version of Everyseat"),
        ("DELETE FROM alembic_version_accounts", "older version of Everyseat"),
    ],
)
def test_tables_of_another_version_are_refused_by_serve_and_not_touched(
    migrated_postgresql_url: str, tmp_path: Path, statement: str, said: str
) -> None:
    change(migrated_postgresql_url, statement)
    given = secrets() | {"EVERYSEAT_DATABASE_URL": migrated_postgresql_url}
    assert said in refused(tmp_path, "serve", "--port", "0", env=given)
    assert said in refused(tmp_path, "serve", "--port", "0", env=given)


def test_an_empty_postgresql_is_refused_until_it_is_migrated(postgresql_url: str, tmp_path: Path) -> None:
    given = secrets() | {"EVERYSEAT_DATABASE_URL": postgresql_url}
    assert "everyseat migrate" in refused(tmp_path, "serve", "--port", "0", env=given)


def test_keys_of_the_first_version_are_brought_forward(migrated_postgresql_url: str, tmp_path: Path) -> None:
    change(migrated_postgresql_url, "DROP TABLE keys.destroyed")
    change(migrated_postgresql_url, "UPDATE keys.keys_version SET version_num = 'keys_0001'")
    given = secrets() | {"EVERYSEAT_DATABASE_URL": migrated_postgresql_url, "EVERYSEAT_DATA": str(tmp_path)}
    migrated = CliRunner().invoke(everyseat, ["migrate"], env=given)
    assert migrated.exit_code == 0, migrated.output
    change(migrated_postgresql_url, "INSERT INTO keys.destroyed VALUES ('p', 'words', 'r', '')")


# --- the image -----------------------------------------------------------------------------------


def test_what_the_image_copies_is_there_and_not_ignored() -> None:
    ignored = set((ROOT / ".dockerignore").read_text("utf-8").split())
    for instruction, rest in steps():
        if instruction == "COPY" and not rest.startswith("--from"):
            source = rest.split()[0]
            assert (ROOT / source).exists()
            assert source not in ignored
    assert {".git", ".env", ".venv", "data", "node_modules"} <= ignored, "secrets and leftovers stay outside"


def test_the_image_runs_without_roots_rights_and_with_hashed_packages_only() -> None:
    told = steps()
    assert ("USER", "everyseat") in told[-6:]
    installs = [rest for instruction, rest in told if instruction == "RUN" and "pip install" in rest]
    assert all("--require-hashes" in one or "--no-deps" in one for one in installs)


def test_what_the_image_starts_is_a_command_with_these_options() -> None:
    told = dict(steps())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (program,) = json.loads(told["ENTRYPOINT"])
    assert program in project["scripts"]
    name, *arguments = json.loads(told["CMD"])
    context = everyseat.commands[name].make_context(name, arguments)
    assert (context.params["host"], context.params["port"]) == ("0.0.0.0", 8400)
    assert told["EXPOSE"] == "8400"


def test_the_list_for_servers_has_everything_that_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = (ROOT / "requirements/serve.txt").read_text("utf-8")
    for wanted in project["dependencies"]:
        name = re.match(r"[\w.-]+", wanted)
        assert name
        assert re.search(rf"^{re.escape(name.group())}(\[[\w,]+\])?==", locked, re.M), wanted


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made and installed as the Dockerfile does it; its dependencies are those of the tests."""
    folder = tmp_path_factory.mktemp("image")
    wheel = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(wheel, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    site = folder / "site"
    uv = [sys.executable, "-m", "uv", "pip", "install", "--offline", "--no-deps", "--target", str(site)]
    subprocess.run([*uv, str(made)], cwd=folder, check=True, capture_output=True)
    return site


def started(installed: Path, data: Path, *arguments: str) -> subprocess.Popen[str]:
    """A command of what was installed, in a folder where the working copy is not found."""
    data.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-m", "web.command_line", *arguments],
        cwd=data,
        env=clean_environment(data) | {"PYTHONPATH": str(installed)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_the_wheel_has_all_that_a_server_reads(installed: Path) -> None:
    for pattern in (
        "web/templates/base.html",
        "web/assets/dist/*",
        "web/locale/es/LC_MESSAGES/*.mo",
        "events/log/migrations/keys/0002_destroyed.py",
        "web/accounts/migrations/0001_accounts.py",
    ):
        assert any(installed.glob(pattern)), pattern
    assert not (installed / "tests").exists()
    where = [sys.executable, "-c", "import web; print(web.__file__)"]
    told = subprocess.run(
        where, cwd=installed, env={"PYTHONPATH": str(installed)}, capture_output=True, text=True, check=True
    )
    assert Path(told.stdout.strip()).is_relative_to(installed), "the working copy is not what is tried"


def test_the_installed_program_serves(installed: Path, tmp_path: Path) -> None:
    with started(installed, tmp_path / "data", "serve", "--port", "0") as server:
        try:
            assert server.stdout is not None
            address = next(filter(None, (re.search(r"http://\S+(?=/)", line) for line in server.stdout)))
            for page in ("/healthz", "/readyz", "/sign-in"):
                with urllib.request.urlopen(address.group() + page, timeout=10) as answer:
                    assert answer.status == 200
        finally:
            server.terminate()
            server.wait(30)


# --- proxies -------------------------------------------------------------------------------------


def nginx_directives() -> Iterator[list[str]]:
    """The sample's directives, with a check that every block is closed and every line is ended."""
    depth = 0
    for line in (ROOT / "deploy/nginx.conf").read_text("utf-8").splitlines():
        said = line.split("#")[0].strip()
        if not said:
            continue
        assert said[-1] in "{};", f"not ended: {line}"
        depth += said.count("{") - said.count("}")
        yield said.rstrip(";{ ").split()
    assert depth == 0


def test_nginx_lets_live_pages_through_and_nothing_that_visitors_claim() -> None:
    directives = [*nginx_directives()]
    headers = {one[1]: one[2] for one in directives if one[0] == "proxy_set_header"}
    assert headers["Upgrade"] == "$http_upgrade"
    assert headers["Connection"].startswith("$")
    assert headers["Host"] == "$host"
    assert headers["X-Forwarded-For"] == "$remote_addr", "what a visitor claims is replaced"
    assert headers["X-Forwarded-Proto"] == "$scheme"
    settings: dict[str, Any] = {one[0]: one[1:] for one in directives}
    assert settings["proxy_http_version"] == ["1.1"]
    assert int(settings["proxy_read_timeout"][0].rstrip("s")) > 15, "a sign of life comes every 15 s"
    assert "non_idempotent" not in settings["proxy_next_upstream"]


def test_both_samples_send_everything_to_the_same_place() -> None:
    caddy = (ROOT / "deploy/Caddyfile").read_text("utf-8")
    assert "reverse_proxy {" in caddy
    assert not ("dynamic" in caddy and "health_uri" in caddy), "Caddy asks nobody it looks up by name"
    locations = [one for one in nginx_directives() if one[0] == "location"]
    assert locations == [["location", "/"]]
    assert {path for handler in HANDLERS for path in handler.paths} >= {"/p/{partnership:str}/live"}
