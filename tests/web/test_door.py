"""Fields from outside become a sealed command, or a sentence that says what is wrong."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from events.log.keys import KeyStore
from events.sealed import Personal, Words
from tests.keys import MASTER
from web.door import Problem, Writer, build
from web.settings.addresses import beside
from workspace.commands import Command
from workspace.contributions.commands import MakePromise
from workspace.goals.commands import DefineObjective, ProposeGoal, RankGoals, VoteOnGoal
from workspace.partners.commands import AdmitPerson, DeclarePerspective

NAUGHTY = Path(__file__).parents[2].parent / "shared" / "data" / "hostile_strings" / "blns.json"
OURS = [
    "<script>alert(1)</script>",
    "\u202etxet desrever",
    "\ud800",
    "nul\x00byte",
    "e\u0301",
    "'; drop table events; --",
]
BLANK = [" ", "\x00\x01", "\r\n", "\u200b", "\u202e\u2066", "\u3000\ufeff", "\u0301"]


@pytest.fixture
def keys(migrated_sqlite_url: str) -> Iterator[KeyStore]:
    store = KeyStore.at(beside(migrated_sqlite_url, "keys"), MASTER)
    yield store
    store.close()


def built(keys: KeyStore, command_class: type[Command], fields: dict[str, Any]) -> Command | Problem:
    return build(command_class, fields, Writer("here", "ana", "c1", "es"), keys)


def test_text_is_sealed_under_its_author_command_and_field(keys: KeyStore) -> None:
    command = built(keys, ProposeGoal, {"title": "  Respirar mejor \r\n", "why": ""})
    assert isinstance(command, ProposeGoal)
    assert isinstance(command.title, Words)
    assert command.title.ref.startswith("c1.title.")
    assert command.title.lang == "es"
    assert keys.open("here", command.title) == "Respirar mejor"
    assert command.why is None


def test_something_about_a_person_is_sealed_under_that_persons_key(keys: KeyStore) -> None:
    command = built(keys, AdmitPerson, {"person": "ben", "display_name": "Ben"})
    assert isinstance(command, AdmitPerson)
    assert isinstance(command.display_name, Personal)
    assert command.display_name.person == "ben"
    own = built(keys, DeclarePerspective, {"perspective": "{}", "shown_to": "public"})
    assert isinstance(own, DeclarePerspective)
    assert own.perspective.person == "ana"


def test_the_letters_of_smart_are_sealed_one_by_one(keys: KeyStore) -> None:
    letters = {name: name for name in ("specific", "measurable", "achievable", "relevant", "time_bound")}
    fields = {
        "goal": "g1",
        "title": "Twenty people",
        "smart": letters,
        "baseline": "0",
        "target": "20.5",
        "unit": "people",
        "owner": "ana",
        "due": "2027-01-31",
    }
    command = built(keys, DefineObjective, fields)
    assert isinstance(command, DefineObjective)
    assert command.smart.relevant.ref.startswith("c1.smart.relevant.")
    missing = built(keys, DefineObjective, fields | {"smart": letters | {"relevant": " "}})
    assert isinstance(missing, Problem)
    assert missing.field == "smart.relevant"


@pytest.mark.parametrize(
    ("command_class", "fields", "field"),
    [
        (ProposeGoal, {}, "title"),
        (ProposeGoal, {"title": "x" * 1001}, "title"),
        (ProposeGoal, {"title": ["a", "b"]}, "title"),
        (ProposeGoal, {"title": {"text": "a"}}, "title"),
        (ProposeGoal, {"title": "a", "horizon": "some day"}, "horizon"),
        (VoteOnGoal, {"goal": "g1", "vote": "maybe"}, "vote"),
        (VoteOnGoal, {"goal": "../../etc", "vote": "support"}, "goal"),
        (VoteOnGoal, {"goal": "g1"}, "vote"),
        (RankGoals, {"goals": ["a", "b", "c", "d", "e", "f"]}, "goals"),
        (MakePromise, {"kind": "data", "title": "a", "amount": "-1"}, "amount"),
        (MakePromise, {"kind": "data", "title": "a", "amount": "1e99"}, "amount"),
        (MakePromise, {"kind": "data", "title": "a", "due": "31.12.2026"}, "due"),
    ],
)
def test_what_does_not_fit_is_refused_and_names_the_field(
    keys: KeyStore, command_class: type[Command], fields: dict[str, Any], field: str
) -> None:
    refused = built(keys, command_class, fields)
    assert isinstance(refused, Problem)
    assert refused.field == field
    assert "Expected" not in refused.sentence


@pytest.mark.parametrize("field", ["person", "at", "recorded_at", "position", "role", "on_behalf_of", "id"])
def test_fields_that_only_the_server_sets_are_refused(keys: KeyStore, field: str) -> None:
    refused = built(keys, ProposeGoal, {"title": "a", field: "forged"})
    assert isinstance(refused, Problem)
    assert refused.details == {"name": field}


def test_a_refused_form_leaves_no_key_behind(keys: KeyStore, migrated_sqlite_url: str) -> None:
    assert isinstance(built(keys, ProposeGoal, {"title": "a", "extra": "b"}), Problem)
    keys.flush()
    with sqlite3.connect(beside(migrated_sqlite_url, "keys").removeprefix("sqlite:///")) as rows:
        assert rows.execute("select count(*) from word_keys").fetchone() == (0,)


@pytest.mark.parametrize("text", OURS)
def test_hostile_text_is_kept_as_the_text_it_is(keys: KeyStore, text: str) -> None:
    command = built(keys, ProposeGoal, {"title": f"a {text} z"})
    assert isinstance(command, ProposeGoal)
    opened = keys.open("here", command.title)
    assert isinstance(opened, str)
    assert opened.startswith("a ")
    assert opened.endswith(" z")
    assert "\x00" not in opened
    assert msgspec.json.encode(opened)


@pytest.mark.parametrize("text", BLANK)
def test_text_that_shows_nothing_counts_as_not_filled_in(keys: KeyStore, text: str) -> None:
    assert isinstance(built(keys, ProposeGoal, {"title": text}), Problem)


def test_every_known_hostile_string_is_taken_or_refused_with_a_sentence(keys: KeyStore) -> None:
    strings = json.loads(NAUGHTY.read_text()) if NAUGHTY.exists() else OURS
    for text in strings:
        command = built(keys, ProposeGoal, {"title": text, "horizon": text, "why": text})
        assert isinstance(command, Problem | ProposeGoal)
        title = built(keys, ProposeGoal, {"title": text})
        if isinstance(title, ProposeGoal):
            assert isinstance(keys.open("here", title.title), str)
