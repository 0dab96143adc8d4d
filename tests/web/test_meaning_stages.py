"""At which of three stages a statement is: the furthest thing that waits for somebody."""

from __future__ import annotations

from events.charter import (
    DraftOpened,
    IdeasInvited,
    IdeasRevealed,
    InterestDeclared,
    StatementOpened,
    WordingWithdrawn,
)
from events.vocabulary import Event
from projections.charter import PROJECTION
from tests.projections.test_charter import adopted, opened_on, proposed
from tests.projections.told import Told, words
from tests.web.test_sentences import views_of
from web.pages.charter.stages import Stage, meaning
from web.reader import Audience

BEGUN = StatementOpened(statement="s-1", kind="mission")
ASKED = IdeasInvited(round="r-1", statement="s-1", reveals_at=None)
SAID = InterestDeclared(
    round="r-1", interest=words("air"), first_idea=None, second_idea=None, third_idea=None
)
SHOWN = IdeasRevealed(round="r-1", how="by hand", authors=1)
DRAFT = DraftOpened(draft="d-9", statement="s-1", language="en")


def stage_after(*events: Event) -> Stage | None:
    """The stage of the mission."""
    views = views_of(*Told(PROJECTION).tell(*events).recorded)
    return meaning(views, Audience("member"), "mission").stage


def test_a_statement_that_nobody_has_begun_is_at_none() -> None:
    assert stage_after() is None


def test_it_begins_with_what_it_should_say_until_that_is_shown_or_a_draft_is_open() -> None:
    assert stage_after(BEGUN) == "meaning"
    assert stage_after(BEGUN, ASKED, SAID) == "meaning"
    assert stage_after(BEGUN, ASKED, SAID, SHOWN) == "draft"
    assert stage_after(BEGUN, DRAFT) == "draft"
    assert stage_after(BEGUN, DRAFT, ASKED) == "meaning"


def test_a_proposed_text_is_to_be_decided_on_and_a_withdrawn_one_leads_back() -> None:
    assert stage_after(BEGUN, proposed("w-1")) == "decide"
    assert stage_after(BEGUN, proposed("w-1"), ASKED) == "meaning"
    assert stage_after(BEGUN, proposed("w-1"), opened_on("w-1"), ASKED) == "decide"
    assert stage_after(BEGUN, DRAFT, proposed("w-1"), WordingWithdrawn(wording="w-1", why=None)) == "draft"


def test_what_is_agreed_is_at_no_stage_until_people_come_together_over_it_again() -> None:
    agreed = (BEGUN, DRAFT, proposed("w-1"), adopted("w-1"))
    assert stage_after(*agreed) is None
    assert stage_after(*agreed, ASKED) == "meaning"
    assert stage_after(*agreed, ASKED, SAID, SHOWN) == "draft"
    assert stage_after(*agreed, proposed("w-2")) == "decide"
