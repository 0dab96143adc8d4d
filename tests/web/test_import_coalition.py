"""A coalition survey becomes organisations at the table and ties between them, once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.commanded import done, partnerships, refused, shown

ORGANISATIONS = """org,stakeholder_category,level,is_lead_agency
Harbour House,lead_agency,state,1
Blue Door,contractor,local,0
"Bread, Salt & Co",coalition,local,0
Open Window,advocacy,national,0
"""
CONTACT = "org_a,org_b,contact\nBlue Door,Harbour House,4\nBlue Door,Open Window,1\n"
COLLABORATION = 'org_a,org_b,collaborate\nBlue Door,Harbour House,3\n"Bread, Salt & Co",Open Window,2\n'
DISSEMINATION = "org_a,org_b,tie\nHarbour House,Open Window,1\n"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A small survey of invented organisations."""
    folder = tmp_path / "harbour_survey"
    folder.mkdir()
    (folder / "organisations.csv").write_text(ORGANISATIONS)
    (folder / "contact_ties.csv").write_text(CONTACT)
    (folder / "collaboration_ties.csv").write_text(COLLABORATION)
    (folder / "guideline_dissemination_ties.csv").write_text(DISSEMINATION)
    return folder


def test_organisations_take_seats_by_their_kind_and_ties_are_recorded(survey: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    done(data, "import", "coalition", str(survey))
    (one,) = partnerships(data)
    assert one["name"] == "Harbour survey"
    seats = {seat["name"]: seat for seat in shown(data, "directory", one["id"])["partners"] if seat["name"]}
    assert set(seats) == {"Harbour House", "Blue Door", "Bread, Salt & Co", "Open Window"}
    assert (seats["Open Window"]["group"], seats["Open Window"]["category"]) == (
        "patients",
        "representative organisation",
    )
    surveys = {tie["id"]: tie["ties"] for tie in shown(data, "table", one["id"])["table"]["surveys"]}
    assert {kind: len(ties) for kind, ties in surveys.items()} == {
        "contact": 2,
        "collaboration": 2,
        "dissemination": 1,
    }
    assert {tie["strength"] for tie in surveys["contact"]} == {1, 4}


def test_a_second_run_adds_nothing(survey: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    done(data, "import", "coalition", str(survey), "--partnership", "Ours")
    before = partnerships(data)
    assert ": 0 new" in done(data, "import", "coalition", str(survey), "--partnership", "Ours")
    assert partnerships(data) == before


def test_a_convener_s_address_may_sign_in(survey: Path, tmp_path: Path) -> None:
    from web.accounts import Accounts

    data = tmp_path / "data"
    done(data, "import", "coalition", str(survey), "--convener", "Mara@Example.org")
    accounts = Accounts.at(f"sqlite:///{data / 'everyseat-accounts.sqlite'}")
    account = accounts.find("mara@example.org")
    assert account is not None
    assert list(accounts.people(account.id)) == [partnerships(data)[0]["id"]]
    accounts.store.close()


def test_the_help_says_where_each_kind_sits(tmp_path: Path) -> None:
    assert "advocacy" in done(tmp_path, "import", "coalition", "--help")


WRONG: dict[str, tuple[str, Callable[[str], str], int]] = {
    "an unknown category": ("organisations.csv", lambda text: text.replace("contractor", "friend"), 3),
    "an organisation twice": ("organisations.csv", lambda text: text + "Blue Door,contractor,local,0\n", 6),
    "a name that is empty": ("organisations.csv", lambda text: text + ",contractor,local,0\n", 6),
    "no organisation": ("organisations.csv", lambda text: text.splitlines()[0] + "\n", 2),
    "an unknown organisation": ("contact_ties.csv", lambda text: text + "Blue Door,Nobody,1\n", 4),
    "a tie to itself": ("contact_ties.csv", lambda text: text + "Blue Door,Blue Door,1\n", 4),
    "a tie twice": ("contact_ties.csv", lambda text: text + "Open Window,Blue Door,1\n", 4),
    "a tie of no strength": ("collaboration_ties.csv", lambda text: text.replace(",3", ",0"), 2),
    "a strength that is none": ("collaboration_ties.csv", lambda text: text.replace(",3", ",much"), 2),
    "half a row": ("guideline_dissemination_ties.csv", lambda text: text[:-12], 2),
    "a header of something else": ("guideline_dissemination_ties.csv", lambda _: "a,b\n1,2\n", 1),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_used_names_file_and_line_and_changes_nothing(
    what: str, survey: Path, tmp_path: Path
) -> None:
    file, spoil, line = WRONG[what]
    folder = shutil.copytree(survey, tmp_path / "spoilt")
    (folder / file).write_text(spoil((survey / file).read_text()))
    said = refused(tmp_path / "data", "import", "coalition", str(folder))
    assert re.search(rf"{re.escape(file)}, line {line}:", said), said
    assert not (tmp_path / "data").exists()
