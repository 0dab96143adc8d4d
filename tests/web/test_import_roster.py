"""`everyseat import roster` and `everyseat administrator`: a list is brought in whole or not at all."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web.commanded import Server, done, partnerships, refused, shown
from tests.web.rosters import MESSY
from web.accounts import Accounts
from web.imports.roster import LARGEST

COALITION = "org,stakeholder_category\n1,advocacy\n2,government\n"
ROSTER = """Organización;Nombre;Correo;Grupo
Clínica del Río;Íñigo Peña;Inigo@example.org;clínica
Clínica del Río;Bea;bea@example.org;
;Abuela;;
Coro;;;ong
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a partnership."""
    folder = tmp_path / "coalition"
    folder.mkdir()
    (folder / "organisations.csv").write_text(COALITION)
    for name, column in (
        ("contact", "contact"),
        ("collaboration", "collaborate"),
        ("guideline_dissemination", "tie"),
    ):
        (folder / f"{name}_ties.csv").write_text(f"org_a,org_b,{column}\n1,2,1\n")
    done(tmp_path / "data", "import", "coalition", str(folder), "--partnership", "Easy breathing")
    return tmp_path / "data"


def saved(folder: Path, text: str = ROSTER, encoding: str = "utf-8") -> str:
    path = folder / "roster.csv"
    path.write_bytes(text.encode(encoding, errors="replace"))
    return str(path)


def bring(data: Path, file: str, *more: str) -> dict[str, Any]:
    said = done(data, "import", "roster", file, "--partnership", "Easy breathing", "--json", *more)
    found: dict[str, Any] = json.loads(said)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_organisations_get_places_people_invitations_and_a_second_run_adds_nothing(
    data: Path, tmp_path: Path, encoding: str
) -> None:
    file = saved(tmp_path, encoding=encoding)
    first = bring(data, file)
    assert (first["organisations"], first["people"]) == (2, 3)
    made = {one["name"]: one for one in first["invitations"]}
    assert set(made) == {"Íñigo Peña", "Bea", "Abuela"}
    assert re.fullmatch(r"http://\S+/join/link/\S{40,}", made["Bea"]["link"])
    assert made["Abuela"]["link"] is None
    assert re.fullmatch(r"\w{3}-\w{3}-\w{3} \d{6}", f"{made['Abuela']['code']} {made['Abuela']['pin']}")
    position = partnerships(data)[0]["position"]
    again = bring(data, file)
    assert again["invitations"] == []
    assert again["result"].startswith("0 new")
    assert partnerships(data)[0]["position"] == position
    names = [
        one["name"]
        for one in shown(data, "directory", "Easy breathing")["partners"]
        if one["kind"] == "organisation"
    ]
    assert "Clínica del Río" in names
    assert "inigo@example.org" not in json.dumps(shown(data, "history", "Easy breathing")).lower()


def test_a_dry_run_changes_nothing(data: Path, tmp_path: Path) -> None:
    position = partnerships(data)[0]["position"]
    found = bring(data, saved(tmp_path), "--dry-run")
    assert (found["organisations"], found["people"], found["dry_run"]) == (2, 3, True)
    assert partnerships(data)[0]["position"] == position


def test_what_cannot_be_used_names_file_and_line_and_nothing_changes(data: Path, tmp_path: Path) -> None:
    position = partnerships(data)[0]["position"]
    said = refused(data, "import", "roster", saved(tmp_path, MESSY), "--partnership", "Easy breathing")
    assert "roster.csv, line 13: This does not look like an e-mail address." in said
    assert "Nothing was imported." in said
    assert partnerships(data)[0]["position"] == position


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("name,email\n,\n", "no row with a name"),
        ("name\n" + "Ana\n" * 501, "more than 500 rows"),
        ("x" * (LARGEST + 1), "200 KB"),
    ],
    ids=["nothing in it", "too many rows", "too large"],
)
def test_what_is_no_list_is_refused(data: Path, tmp_path: Path, text: str, saying: str) -> None:
    assert saying in refused(
        data, "import", "roster", saved(tmp_path, text), "--partnership", "Easy breathing"
    )


def test_a_file_or_partnership_that_is_not_there_is_a_sentence(data: Path, tmp_path: Path) -> None:
    assert "No such file" in refused(
        data, "import", "roster", "nothing.csv", "--partnership", "Easy breathing"
    )
    assert "no partnership" in refused(data, "import", "roster", saved(tmp_path), "--partnership", "Other")


def test_an_organisation_that_has_a_place_gets_no_second_one(data: Path, tmp_path: Path) -> None:
    bring(data, saved(tmp_path))
    more = "name,email,organisation,group\nNew Person,new@example.org,clinica del rio,clinic\n"
    said = refused(data, "import", "roster", saved(tmp_path, more), "--partnership", "Easy breathing")
    assert "invited to speak for this organisation already" in said
    assert (
        len(
            [
                one
                for one in shown(data, "directory", "Easy breathing")["partners"]
                if one["kind"] == "organisation"
            ]
        )
        == 4
    )


def test_formulas_are_names_and_stay_text(data: Path, tmp_path: Path) -> None:
    found = bring(data, saved(tmp_path, "name,email\n\"=cmd|' /C calc'!A0\",a@x.org\n@SUM(1),b@x.org\n"))
    assert [one["name"] for one in found["invitations"]] == ["=cmd|' /C calc'!A0", "@SUM(1)"]


def test_links_are_not_mailed_where_there_is_no_mail(data: Path, tmp_path: Path) -> None:
    said = refused(
        data, "import", "roster", saved(tmp_path), "--partnership", "Easy breathing", "--send-as", "Ana"
    )
    assert "EVERYSEAT_MAIL_URL" in said
    assert len(bring(data, saved(tmp_path))["invitations"]) == 3, "nothing had been made"


def is_administrator(data: Path, email: str) -> bool:
    accounts = Accounts.at(f"sqlite:///{data / 'everyseat-accounts.sqlite'}")
    account = accounts.find(email)
    found = account is not None and accounts.foundings.is_administrator(account.id)
    accounts.store.close()
    return found


def test_the_first_administrator_comes_in_by_a_link_that_is_printed(tmp_path: Path) -> None:
    said = done(tmp_path, "administrator", "Ana@Example.org")
    assert re.fullmatch(r"http://127\.0\.0\.1:8400/sign-in/link/\S{40,}\n", said)
    assert is_administrator(tmp_path, "ana@example.org")
    assert done(tmp_path, "administrator", "ana@example.org") != said
    assert "e-mail address" in refused(tmp_path, "administrator", "ana")


def test_beside_a_running_server_both_go_through_it(data: Path, tmp_path: Path) -> None:
    with Server(data) as server:
        link = done(data, "administrator", "ana@example.org").strip()
        assert link.startswith(server.url)
        assert asyncio.run(opens(link)) == 200
        found = bring(data, saved(tmp_path))
        assert len(found["invitations"]) == 3
        assert found["invitations"][0]["link"].startswith(server.url)


async def opens(link: str) -> int:
    """What the server says to somebody who looks at a link."""
    async with httpx.AsyncClient() as browser:
        return (await browser.get(link)).status_code
