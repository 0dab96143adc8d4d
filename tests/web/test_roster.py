"""Reading a roster as people keep it: what is understood, what is asked about, what it comes to."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.rosters import MESSY, as_excel, with_tabs
from web.imports.roster import (
    LARGEST,
    MOST_ROWS,
    Referred,
    Row,
    as_text,
    mended,
    note_of,
    plan,
    read,
    troubles,
)

HOSTILE = Path(os.environ.get("EVERYSEAT_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
REFERRED = Referred("p-1", b"s" * 32)


def rows(text: str) -> list[Row]:
    return read(text).rows


def said(text: str) -> dict[int, list[str]]:
    """The sentences by row."""
    return {
        number: [one.sentence.format(**one.details) for one in found]
        for number, found in troubles(rows(text)).items()
    }


def test_a_header_is_known_in_two_languages_and_any_order() -> None:
    english = rows("group,e-mail,Organization,Full name\nclinic,ana@x.org,River,Ana\n")
    spanish = rows("Correo electrónico\tNOMBRE\tGrupo\tOrganización\nana@x.org\tAna\tclinic\tRiver\n")
    assert english == spanish == [Row(2, "Ana", "ana@x.org", "River", "clinic")]


def test_first_and_last_names_make_one_name() -> None:
    assert rows("Last name,First name,Email\nRuiz,Ana,a@x.org")[0].name == "Ana Ruiz"
    assert rows("Nombre;Apellidos;Correo\nAna;Ruiz Mora;a@x.org")[0].name == "Ana Ruiz Mora"


def test_without_a_header_columns_are_told_by_what_stands_in_them() -> None:
    assert rows("ana@x.org,Ana,River,clinic") == [Row(1, "Ana", "ana@x.org", "River", "clinic")]
    assert rows("Ana\nBen") == [Row(1, "Ana"), Row(2, "Ben")]


def test_columns_that_are_not_taken_over_are_told() -> None:
    assert read("name,shoe size,email\nAna,38,a@x.org").others == ("shoe size",)


@pytest.mark.parametrize("separator", ["\t", ",", ";", "|"])
def test_cells_may_be_apart_in_four_ways(separator: str) -> None:
    text = "name,email,organisation\nAna,a@x.org,River".replace(",", separator)
    assert rows(text) == [Row(2, "Ana", "a@x.org", "River")]


@pytest.mark.parametrize(
    "content",
    [
        "name,email\nÍñigo,i@x.org".encode(),
        "\ufeffname,email\nÍñigo,i@x.org".encode(),
        "name,email\nÍñigo,i@x.org".encode("cp1252"),
        "name\temail\nÍñigo\ti@x.org".encode("utf-16"),
        b"name,email\r\n\xcd\xf1igo,i@x.org\r\n",
    ],
)
def test_accents_come_through_in_every_usual_encoding(content: bytes) -> None:
    assert [row.name for row in rows(as_text(content))] == ["Íñigo"]


def test_blank_rows_are_dropped_and_counted() -> None:
    found = read("name,email\n\nAna,a@x.org\n ,  \n,,,\n")
    assert (len(found.rows), found.blank) == (1, 3)


def test_line_breaks_and_quotes_inside_a_cell_stay_one_cell() -> None:
    found = rows('name,email\n"Luz ""Lucha""\nMora",l@x.org\nBen,b@x.org')
    assert [(row.number, row.name) for row in found] == [(2, 'Luz "Lucha" Mora'), (4, "Ben")]


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest() -> None:
    found = rows('name,email\n"Ana,a@x.org\nBen,b@x.org')
    assert [row.name for row in found] == ["Ana", "Ben"]


def test_an_address_and_a_name_may_stand_in_one_cell() -> None:
    assert rows("name,email\nAna Ruiz <ana@x.org>,") == [Row(2, "Ana Ruiz", "ana@x.org")]
    assert rows('name,email\n,"""Ana R."" <ana@x.org>;"')[0] == Row(2, "Ana R.", "ana@x.org")


def test_more_rows_than_fit_are_said_and_not_read() -> None:
    text = "name,email\n" + "\n".join(f"P{one},p{one}@x.org" for one in range(MOST_ROWS + 3))
    found = read(text)
    assert (len(found.rows), found.beyond) == (MOST_ROWS, True)


def test_each_row_says_in_words_what_is_to_be_looked_at() -> None:
    assert said(
        "name,email,organisation,group\nAna,ana,,\n,b@x.org,,\n,,,patient\nC,c@x.org,,\nD,C@x.org,,"
    ) == {
        2: ["This does not look like an e-mail address."],
        3: ["There is an address, but no name. Whose is it?"],
        4: ["There is neither a name nor an organisation."],
        6: ["The same address stands in row 5."],
    }


def test_a_kind_of_organisation_is_asked_once_where_it_comes_first() -> None:
    text = "name,email,organisation,group\nA,a@x.org,River,wizards\nB,b@x.org,river ,\nC,c@x.org,,wizards"
    assert said(text) == {2: ["We do not know the group “wizards”. Choose one."]}


def test_what_one_row_says_of_an_organisation_holds_for_the_others() -> None:
    assert said("name,email,organisation,group\nA,a@x.org,River,\nB,b@x.org,River,clinic") == {}
    assert said("name,email,organisation,group\nA,a@x.org,River,clinic\nB,b@x.org,River,payer") == {
        3: ["In row 2 this organisation is of another kind."]
    }


def test_what_a_person_is_is_no_kind_of_organisation() -> None:
    (sentence,) = said("name,email,organisation,group\nA,a@x.org,River,patient")[2]
    assert "“patient” is a person" in sentence


def test_of_two_people_one_acts_for_the_organisation_and_the_other_for_themselves() -> None:
    found = rows("name,email,organisation,group\nA,a@x.org,River,clinic\nB,b@x.org,River,")
    assert troubles(found) == {}
    assert note_of(found[1], found) == "A"
    first, second = plan(found, REFERRED).people
    assert (first.organisation is not None, second.organisation) == (True, None)
    chosen = [found[0], mended(found[1], {"acts": "organisation"})]
    first, second = plan(chosen, REFERRED).people
    assert (first.organisation, second.organisation is not None) == (None, True)
    both = [mended(row, {"acts": "organisation"}) for row in found]
    assert [one.field for one in troubles(both)[3]] == ["acts"]


def test_a_row_with_an_organisation_and_nobody_is_an_organisation() -> None:
    found = plan(rows("name,email,organisation,group\n,,River,clinic"), REFERRED)
    assert [(one.name, one.category) for one in found.organisations] == [("River", "clinician")]
    assert found.people == []


def test_what_is_left_out_troubles_nobody_and_comes_to_nothing() -> None:
    (row,) = rows("name,email\nAna,nonsense")
    left_out = mended(row, {"left_out": "yes"})
    assert troubles([left_out]) == {}
    assert plan([left_out], REFERRED) == ([], [])


def test_ids_are_the_same_each_time_and_say_nothing_without_the_secret() -> None:
    text = "name,email,organisation,group\nAna,Ana@x.org,River,clinic"
    again = "organisation;name;group;email\n river;Someone Else;clínica; ana@X.org "
    one, two = plan(rows(text), REFERRED), plan(rows(again), REFERRED)
    assert one.people[0].id == two.people[0].id
    assert one.organisations[0].id == two.organisations[0].id
    assert plan(rows(text), Referred("p-1", b"t" * 32)).people[0].id != one.people[0].id
    assert plan(rows(text), Referred("p-2", b"s" * 32)).people[0].id != one.people[0].id


@pytest.mark.parametrize("text", [MESSY, with_tabs()], ids=["semicolons", "tabs"])
def test_a_messy_roster_is_read_whole(text: str) -> None:
    found = read(as_text(text.encode()))
    assert len(found.rows) == 36
    assert found.blank == 4
    assert found.others == ("Teléfono",)
    names = [row.name for row in found.rows]
    assert "Íñigo Peña" in names
    assert 'Luz "Lucha" Mora' in names
    assert "Nadia Okoye (Thursdays only)" in names
    assert "Ito, Hana" in names
    wrong = troubles(found.rows)
    by_name = {row.name or row.organisation or row.email: wrong.get(row.number, []) for row in found.rows}
    asked = {name: [one.field for one in many] for name, many in by_name.items() if many}
    assert asked == {
        "Tom Reed": ["email"],
        "Kai Lindqvist": ["email"],
        "nobody@example.org": ["name"],
        "": ["name"],
        "Sven Åkesson": ["group"],
        "Abuela Carmen": ["name"],
        "Ruth Vega": ["group"],
        "Zed Nguyen": ["group"],
        "Sunday Choir": ["group"],
    }


def test_the_same_roster_from_an_old_spreadsheet_says_the_same() -> None:
    old = read(as_text(as_excel()))
    assert len(old.rows) == 36
    assert [row.name for row in old.rows if "ñ" in row.name] == ["Íñigo Peña", "Marie-José Núñez"]
    assert len(troubles(old.rows)) == 9


def test_formulas_are_plain_text() -> None:
    names = {row.name for row in rows(MESSY)}
    assert '=HYPERLINK("http://x.example")' in names
    assert {"+1 800 CALL", "@SUM(1+9)*cmd|' /C calc'!A0", "-2+3", "<script>alert(1)</script>"} <= names


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_read(text: str) -> None:
    found = read(text)
    troubles(found.rows)
    assert all(row.name or row.email or row.organisation or row.group for row in found.rows)


@given(st.binary(max_size=400))
def test_whatever_is_uploaded_is_read(content: bytes) -> None:
    read(as_text(content))


def test_hostile_strings_are_names_like_any_other() -> None:
    folder = HOSTILE / "hostile_strings"
    strings = json.loads((folder / "blns.json").read_text("utf-8")) if folder.is_dir() else [MESSY[:200]]
    for start in range(0, len(strings), 100):
        text = "\n".join(one.replace("\n", " ").replace("\t", " ") for one in strings[start : start + 100])
        found = read(text)
        troubles(found.rows)
        plan([row for row in found.rows if row.number not in troubles(found.rows)], REFERRED)


def test_a_file_of_the_largest_size_is_read() -> None:
    text = "name,email\n" + "Ana,a@x.org\n" * (LARGEST // 12)
    assert read(text).beyond
