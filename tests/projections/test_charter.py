"""The view "charter": what each event does to it, and what pages ask of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import msgspec
import pytest

from events.anchors import Anchor
from events.charter import (
    DraftOpened,
    DraftRoundEnded,
    DraftRoundOpened,
    DraftSealed,
    IdeasInvited,
    IdeasRevealed,
    InterestDeclared,
    Letters,
    StatementAdopted,
    StatementOpened,
    SuggestionAccepted,
    SuggestionDeclined,
    SuggestionMade,
    SuggestionWithdrawn,
    TranslationChecked,
    TranslationOffered,
    WordingCorrected,
    WordingProposed,
    WordingWithdrawn,
)
from events.decisions import DecisionOpened, Subject
from events.sealed import Words
from events.vocabulary import Event, Header, Recorded
from projections import charter
from projections.charter import PROJECTION, Charter
from tests.workspace.histories import told as told_by_rules

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
REVIEW = date(2027, 3, 1)


def words(text: str) -> Words:
    """Something written; views never open it, so the box may hold anything."""
    return Words("en", f"c.text.{text}", text)


def told(*events: Event) -> tuple[Charter, list[Recorded]]:
    """The view after these events, an hour apart, and the events as they were kept."""
    view, kept = PROJECTION.empty(), []
    for position, event in enumerate(events, start=1):
        header = Header(
            command=f"c-{position}",
            name=type(event).__name__,
            on_behalf_of="clinic",
            partnership="p-1",
            person="ana",
            position=position,
            recorded_at=START + timedelta(hours=position),
        )
        kept.append(Recorded(header, event))
        view = PROJECTION.fold(view, kept[-1])
    return view, kept


def proposed(wording: str, text: str = "We listen.") -> WordingProposed:
    """A wording of the mission."""
    return WordingProposed(
        wording=wording,
        statement="s-1",
        text=words(text),
        draft=None,
        draft_position=None,
        draft_root=None,
    )


def opened_on(wording: str, decision: str = "d-1") -> DecisionOpened:
    """A decision on a wording."""
    return DecisionOpened(
        decision=decision,
        title=words("Is this our mission?"),
        subject=Subject("wording", wording),
        method="no objection",
        electorate_kind="partners",
        electorate=("clinic", "payer"),
        quorum=Decimal("0.5"),
        threshold=Decimal("0.5"),
        closes_at=None,
        zone="UTC",
    )


def adopted(wording: str, decision: str = "d-1") -> StatementAdopted:
    """The wording becomes the mission."""
    return StatementAdopted(statement="s-1", wording=wording, decision=decision, review_on=REVIEW)


def suggested(suggestion: str) -> SuggestionMade:
    """Other words for a passage of a draft."""
    return SuggestionMade(
        suggestion=suggestion,
        draft="d-1",
        anchor=Anchor("AAEA", "AAEB"),
        passage=words("for"),
        replacement=words("with"),
        why=None,
    )


MISSION = StatementOpened(statement="s-1", kind="mission")
EVERYTHING = (
    MISSION,
    proposed("w-1"),
    proposed("w-2", "We listen and act."),
    WordingCorrected(wording="w-1", text=words("We listen!"), why=words("a slip")),
    TranslationOffered(translation="t-1", wording="w-1", language="es", text=words("Escuchamos.")),
    TranslationChecked(translation="t-1"),
    opened_on("w-1"),
    adopted("w-1"),
    WordingWithdrawn(wording="w-2", why=words("The other one is better.")),
    DraftOpened(draft="d-1", statement="s-1", language="en"),
    DraftSealed(draft="d-1", letters=(Letters("cleo", 12),), position=3, root="0" * 64),
    StatementOpened(statement="s-2", kind="values"),
    proposed("w-3", "We listen, act and learn."),
    opened_on("w-3", "d-2"),
    adopted("w-3", "d-2"),
    IdeasInvited(round="r-1", statement="s-2", reveals_at=START),
    InterestDeclared(
        round="r-1", interest=words("air"), first_idea=None, second_idea=words("walks"), third_idea=None
    ),
    IdeasRevealed(round="r-1", how="by the clock", authors=1),
    DraftRoundOpened(draft="d-1", round=1, ends_at=START),
    *(suggested(one) for one in ("sg-1", "sg-2", "sg-3")),
    SuggestionAccepted(suggestion="sg-1"),
    SuggestionDeclined(suggestion="sg-2", why=words("It is clear.")),
    SuggestionWithdrawn(suggestion="sg-3"),
    DraftRoundEnded(draft="d-1", round=1, how="by hand"),
)


def test_an_opened_statement_has_no_wording_yet() -> None:
    view, _ = told(MISSION)
    assert charter.wordings(view, "mission") == []
    assert charter.adopted(view, "mission") is None
    assert "vision" not in view.statements


def test_a_proposed_wording_says_who_for_whom_and_when() -> None:
    view, _ = told(MISSION, proposed("w-1"))
    (wording,) = charter.under_discussion(view, "mission")
    assert (wording.status, wording.text) == ("proposed", words("We listen."))
    assert (wording.proposed.person, wording.proposed.on_behalf_of) == ("ana", "clinic")
    assert (wording.proposed.position, wording.proposed.when) == (2, START + timedelta(hours=2))


def test_the_newest_wording_under_discussion_comes_first() -> None:
    view, _ = told(MISSION, proposed("w-1"), proposed("w-2"))
    assert [one.id for one in charter.under_discussion(view, "mission")] == ["w-2", "w-1"]


def test_a_correction_keeps_the_text_as_it_was() -> None:
    view, _ = told(*EVERYTHING[:4])
    wording = view.wordings["w-1"]
    (correction,) = wording.corrections
    assert (correction.before, correction.after) == (words("We listen."), words("We listen!"))
    assert (correction.why, correction.made.position) == (words("a slip"), 4)
    assert charter.text_at(wording, 3) == words("We listen.")
    assert charter.text_at(wording, 4) == wording.text == words("We listen!")


def test_a_withdrawn_wording_is_kept_with_its_reason() -> None:
    view, _ = told(MISSION, proposed("w-1"), WordingWithdrawn(wording="w-1", why=words("Too long.")))
    (wording,) = charter.no_longer(view, "mission")
    assert (wording.status, wording.why_withdrawn) == ("withdrawn", words("Too long."))
    assert charter.under_discussion(view, "mission") == []


def test_an_adopted_wording_holds_and_names_its_decision_and_day_of_review() -> None:
    view, _ = told(MISSION, proposed("w-1"), opened_on("w-1"), adopted("w-1"))
    wording = charter.adopted(view, "mission")
    assert wording is not None
    assert (wording.id, wording.status, wording.decision) == ("w-1", "adopted", "d-1")
    assert (wording.review_on, wording.decisions) == (REVIEW, ["d-1"])


def test_the_next_adoption_replaces_the_wording_that_held() -> None:
    view, _ = told(*EVERYTHING)
    holds = charter.adopted(view, "mission")
    assert holds is not None
    assert holds.id == "w-3"
    assert view.wordings["w-1"].status == "replaced"
    assert view.statements["mission"].earlier == ["w-1"]


def test_it_is_time_to_look_again_from_the_day_of_review_on() -> None:
    view, _ = told(MISSION, proposed("w-1"), opened_on("w-1"), adopted("w-1"))
    the_day = datetime(2027, 3, 1, tzinfo=UTC)
    assert not charter.time_to_look_again(view, "mission", the_day - timedelta(seconds=1))
    assert charter.time_to_look_again(view, "mission", the_day)
    assert charter.next_change(view, START) == the_day
    assert charter.next_change(view, the_day) is None


def test_a_rebuilt_view_equals_the_live_one_and_survives_storing() -> None:
    live, kept = told(*EVERYTHING)
    rebuilt = PROJECTION.empty()
    for recorded in kept:
        rebuilt = PROJECTION.fold(rebuilt, recorded)
    assert rebuilt == live
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(live), type=Charter) == live
    assert msgspec.json.decode(msgspec.json.encode(live), type=Charter) == live


def test_every_event_that_the_view_names_is_folded_here() -> None:
    assert {type(event) for event in EVERYTHING} == set(PROJECTION.events)


@pytest.mark.parametrize("seed", range(8))
def test_after_any_valid_history_the_view_says_what_the_rules_hold(seed: int) -> None:
    story = told_by_rules(Random(seed), 400)
    view = PROJECTION.empty()
    for recorded in story.history:
        if type(recorded.event) in PROJECTION.events:
            view = PROJECTION.fold(view, recorded)
    rules = story.state.charter
    assert {one: wording.status for one, wording in view.wordings.items()} == {
        one: wording.status for one, wording in rules.wordings.items()
    }
    assert {statement.id: statement.adopted for statement in view.statements.values()} == {
        one: statement.adopted for one, statement in rules.statements.items()
    }
    for wording in view.wordings.values():
        assert wording.proposed.person == rules.wordings[wording.id].author
        assert charter.text_at(wording, story.history[-1].header.position) == wording.text


def test_drafts_are_known_by_statement_and_language_and_how_far_they_are_closed() -> None:
    view, kept = told(
        StatementOpened(statement="s-1", kind="mission"),
        DraftOpened(draft="d-1", statement="s-1", language="es"),
        DraftSealed(draft="d-1", letters=(Letters("cleo", 12),), position=6, root="0" * 64),
        DraftSealed(draft="d-1", letters=(Letters("ben", 3), Letters("ana", 9)), position=7, root="0" * 64),
    )
    draft = view.drafts["d-1"]
    assert (draft.statement, draft.language, draft.sealed) == ("s-1", "es", 7)
    assert draft.letters == {"ben": 3, "ana": 9}
    assert draft.opened.position == 2
    again = PROJECTION.empty()
    for entry in kept:
        again = PROJECTION.fold(again, entry)
    assert again == view
