"""In which languages a wording exists: what the view "charter" says of translations and votes on them."""

from __future__ import annotations

from random import Random

import pytest

from events.charter import TranslationChecked, TranslationOffered, WordingCorrected
from events.sealed import Words
from events.vocabulary import Event
from projections import charter
from projections.charter import PROJECTION, Wording
from tests.projections.test_charter import MISSION, adopted, opened_on, proposed, told, words
from tests.workspace.histories import told as told_by_rules

BOTH = ("en", "es")


def offered(translation: str, wording: str = "w-1") -> TranslationOffered:
    """The wording in Spanish."""
    text = Words("es", f"c.text.{translation}", translation)
    return TranslationOffered(translation=translation, wording=wording, language="es", text=text)


def checked(translation: str) -> TranslationChecked:
    """Somebody found that it says the same."""
    return TranslationChecked(translation=translation)


def mission(*events: Event) -> Wording:
    """The wording w-1 of the mission, after these events."""
    view, _ = told(MISSION, proposed("w-1"), *events)
    return view.wordings["w-1"]


def ids(found: dict[str, charter.Translation]) -> dict[str, str]:
    return {language: one.id for language, one in found.items()}


def test_a_translation_waits_until_it_is_checked() -> None:
    wording = mission(offered("t-1"))
    assert ids(charter.waiting(wording)) == {"es": "t-1"}
    assert charter.versions(wording) == {}
    assert charter.missing(wording, charter.versions(wording), BOTH) == ["es"]
    wording = mission(offered("t-1"), checked("t-1"))
    assert charter.waiting(wording) == {}
    assert ids(charter.versions(wording)) == {"es": "t-1"}
    assert charter.missing(wording, charter.versions(wording), BOTH) == []


def test_a_checked_version_stays_while_a_newer_one_waits() -> None:
    wording = mission(offered("t-1"), checked("t-1"), offered("t-2"))
    assert ids(charter.versions(wording)) == {"es": "t-1"}
    assert ids(charter.waiting(wording)) == {"es": "t-2"}
    wording = mission(offered("t-1"), checked("t-1"), offered("t-2"), checked("t-2"))
    assert ids(charter.versions(wording)) == {"es": "t-2"}
    assert charter.waiting(wording) == {}


def test_a_decision_is_about_the_versions_it_found_and_says_so_for_ever() -> None:
    story = (offered("t-1"), checked("t-1"), opened_on("w-1"), offered("t-2"), checked("t-2"))
    wording = mission(*story, opened_on("w-1", "d-2"))
    assert ids(charter.bound(wording, "d-1")) == {"es": "t-1"}
    assert ids(charter.bound(wording, "d-2")) == {"es": "t-2"}


def test_what_is_checked_after_the_vote_began_is_added_later() -> None:
    wording = mission(offered("t-1"), opened_on("w-1"), checked("t-1"), adopted("w-1"))
    (version,) = charter.versions(wording).values()
    assert charter.bound(wording, "d-1") == {}
    assert charter.added_later(wording, version)
    wording = mission(offered("t-1"), checked("t-1"), opened_on("w-1"), adopted("w-1"))
    (version,) = charter.versions(wording).values()
    assert not charter.added_later(wording, version)


def test_a_slip_put_right_after_the_check_is_said_beside_the_translation() -> None:
    right = WordingCorrected(wording="w-1", text=words("We listen!"), why=words("a slip"))
    (version,) = charter.versions(wording := mission(offered("t-1"), checked("t-1"), right)).values()
    assert len(charter.corrected_since(wording, version)) == 1
    (version,) = charter.versions(wording := mission(offered("t-1"), right, checked("t-1"))).values()
    assert charter.corrected_since(wording, version) == []
    (translation,) = wording.translations
    assert translation.checked is not None


def test_a_translation_of_the_text_before_is_something_to_begin_from() -> None:
    view, _ = told(MISSION, proposed("w-1"), offered("t-1"), checked("t-1"), offered("t-2"), proposed("w-2"))
    found = charter.earlier(view, view.wordings["w-2"], "es")
    assert found is not None
    assert found.id == "t-1"
    assert charter.earlier(view, view.wordings["w-1"], "es") is None
    assert view.wordings["w-2"].translations == []


@pytest.mark.parametrize("seed", range(6))
def test_after_any_valid_history_the_view_and_the_rules_know_the_same_versions(seed: int) -> None:
    story = told_by_rules(Random(seed), 500)
    view = PROJECTION.empty()
    for recorded in story.history:
        if type(recorded.event) in PROJECTION.events:
            view = PROJECTION.fold(view, recorded)
    for wording_id, held in story.state.charter.wordings.items():
        wording = view.wordings[wording_id]
        assert ids(charter.versions(wording)) == held.versions
        assert len(wording.corrections) == held.corrections
        for one in wording.translations:
            known = story.state.charter.translations[one.id]
            assert (one.bound[-1] if one.bound else None) == known.bound
            assert (one.checked is not None) == known.checked
