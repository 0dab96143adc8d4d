"""Every event class has one readable sentence, for every audience, in plain words."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from markupsafe import Markup

from events.goals import GoalProposed
from events.log.codec import learn_vocabulary
from events.log.keys import KeyStore
from events.partners import MemberAdmitted, PerspectiveDeclared
from events.vocabulary import BY_NAME, Event, Header, Recorded
from projections.views import PROJECTIONS, Views
from tests.events.made_up import recorded, recorded_of
from tests.keys import MASTER
from tests.projections.told import START
from web.reader import Audience, AudienceRole
from web.rendering.naming import Naming
from web.sentences import SENTENCES, sentence
from web.sentences.telling import EXCERPT, Telling, shortened
from web.settings.addresses import beside

learn_vocabulary()
RULED_OUT = re.compile(
    r"\b(events?|streams?|projections?|payloads?|free riders?|tokenism|gini|consent|schema|invalid)\b", re.I
)
ROLES: tuple[AudienceRole, ...] = ("observer", "member", "facilitator", "auditor")


def views_of(*told: Recorded) -> Views:
    """The views after these events, in a partnership where nothing else ever happened."""
    folded: dict[str, Any] = {name: one.empty() for name, one in PROJECTIONS.items()}
    for one in told:
        for name, projection in PROJECTIONS.items():
            if type(one.event) in projection.events:
                folded[name] = projection.fold(folded[name], one)
    return Views("p-1", len(told), START, True, **folded)


def telling(role: AudienceRole, header: Header, keys: KeyStore, *told: Recorded) -> Telling:
    return Telling(Naming(keys, views_of(*told), Audience(role)), header)


def happened(event: Event, position: int = 1, person: str = "ana") -> Recorded:
    name = next(name for name, one in BY_NAME.items() if one.event_class is type(event))
    header = Header(
        command=f"c-{position}",
        name=name,
        partnership="p-1",
        person=person,
        position=position,
        recorded_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    return Recorded(header, event)


@pytest.fixture
def no_keys() -> KeyStore:
    """A store that opens nothing: sentences must read well without it."""
    return KeyStore.missing()


@pytest.mark.parametrize("name", sorted(BY_NAME))
@pytest.mark.parametrize("role", ROLES)
def test_every_event_class_has_a_sentence_in_plain_words(
    name: str, role: AudienceRole, no_keys: KeyStore
) -> None:
    @settings(max_examples=6, deadline=None, database=None)
    @given(recorded_of(name))
    def told(one: Recorded) -> None:
        said = sentence(one.event, telling(role, one.header, no_keys))
        assert isinstance(said, Markup)
        assert "{" not in re.sub(r"source: .*", "", said.striptags(), flags=re.S)

    told()


def test_there_is_a_module_of_sentences_for_every_feature() -> None:
    assert set(SENTENCES) == {one.feature for one in BY_NAME.values()}


def test_no_sentence_uses_a_word_that_people_should_not_meet() -> None:
    folder = Path(__file__).parents[2] / "web" / "sentences"
    for module in folder.rglob("*.py"):
        for text in re.findall(r'N_\(\s*"([^"]*)"|ngettext\(\s*"([^"]*)",\s*"([^"]*)"', module.read_text()):
            assert not RULED_OUT.search(" ".join(text)), (module.name, text)


def hostile_strings() -> list[str]:
    return [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{who} {0} {__class__} %(name)s",
        "javascript:alert(1)",
        "\u202ereversed",
        "a\u0000b",
    ]


@pytest.mark.parametrize("text", hostile_strings())
def test_nothing_that_a_person_wrote_becomes_part_of_the_page(text: str, open_keys: KeyStore) -> None:
    sealed = open_keys.seal_words("p-1", "ana", "c-1", "title", text, "en")
    one = happened(GoalProposed(goal="g", title=sealed, why=None, horizon=None))
    said = sentence(one.event, telling("member", one.header, open_keys, one))
    assert "<script" not in said
    assert "<img" not in said
    assert shortened(text) in said.unescape() or "\u0000" in text


def test_a_hostile_source_or_id_is_escaped(no_keys: KeyStore) -> None:
    @settings(max_examples=60, deadline=None, database=None)
    @given(recorded())
    def told(one: Recorded) -> None:
        said = sentence(one.event, telling("member", one.header, no_keys))
        tags = set(re.findall(r"<\s*/?\s*([a-z]+)", said))
        assert tags <= {"a", "q", "span", "time"}

    told()


def test_a_perspective_is_never_told(open_keys: KeyStore) -> None:
    sealed = open_keys.seal_personal("p-1", "ana", "c-1", "perspective", json.dumps({"group": "patients"}))
    one = happened(PerspectiveDeclared(person="ana", perspective=sealed, shown_to="public"))
    for role in ROLES:
        said = sentence(one.event, telling(role, one.header, open_keys, one))
        assert "patient" not in said.lower()


def test_a_name_is_told_to_members_and_to_nobody_who_only_looks(open_keys: KeyStore) -> None:
    sealed = open_keys.seal_personal("p-1", "ana", "c-1", "display_name", "Ana Ruiz")
    one = happened(MemberAdmitted(person="ana", display_name=sealed, language="en"), person="convener")
    said = {role: sentence(one.event, telling(role, one.header, open_keys, one)) for role in ROLES}
    assert {role for role in ROLES if "Ana Ruiz" in said[role]} == {"member", "facilitator"}
    assert "Person 1" in said["auditor"]


def test_words_that_were_taken_back_leave_a_kind_note(open_keys: KeyStore) -> None:
    sealed = open_keys.seal_words("p-1", "ana", "c-1", "title", "A secret", "en")
    one = happened(GoalProposed(goal="g", title=sealed, why=None, horizon=None))
    open_keys.destroy_words("p-1", sealed.ref)
    said = sentence(one.event, telling("member", one.header, open_keys, one))
    assert "secret" not in said
    assert "[taken back by its author]" in said


def test_a_long_text_is_cut_after_a_word_and_says_so() -> None:
    text = "breathing " * 60
    assert len(shortened(text)) <= EXCERPT + 2
    assert shortened(text).endswith("breathing …")
    assert shortened("short\nand sweet") == "short and sweet"


@pytest.fixture
def open_keys(migrated_sqlite_url: str) -> Any:
    """A store that opens what it sealed."""
    store = KeyStore.at(beside(migrated_sqlite_url, "keys"), MASTER)
    yield store
    store.close()
