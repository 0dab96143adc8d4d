"""The view "charter": what everybody was asked, wrote, and when it was shown."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from events.charter import IdeasInvited, IdeasRevealed, InterestDeclared, StatementOpened
from projections import charter
from projections.charter import PROJECTION
from tests.projections.told import Told, words
from tests.workspace.histories import told as told_by_rules

AT = datetime(2026, 3, 9, 20, tzinfo=UTC)


def asked() -> Told:
    """A mission about which everybody is asked."""
    return Told(PROJECTION).tell(
        StatementOpened(statement="s-1", kind="mission"),
        IdeasInvited(round="r-1", statement="s-1", reveals_at=AT),
    )


def said(interest: str | None = None, *ideas: str | None) -> InterestDeclared:
    """What somebody writes."""
    first, second, third, *_ = [*(words(one) if one else None for one in ideas), None, None, None]
    return InterestDeclared(
        round="r-1",
        interest=words(interest) if interest else None,
        first_idea=first,
        second_idea=second,
        third_idea=third,
    )


REVEALED = IdeasRevealed(round="r-1", how="by hand", authors=1)


def test_a_round_says_who_asked_and_when_all_is_shown() -> None:
    view = asked().view
    running = charter.asking(view, "mission")
    assert running is not None
    assert (running.kind, running.reveals_at, running.invited.position) == ("mission", AT, 2)
    assert charter.shown(view, "mission") == []
    assert charter.asking(view, "vision") is None


def test_what_somebody_says_again_comes_in_the_place_of_what_they_said() -> None:
    first, second = said("air", "walks"), said(None, None, "buses", "rest")
    view = asked().tell(first, person="ben").tell(second, person="ben").view
    (own,) = view.rounds["r-1"].declared.values()
    assert (own.interest, own.ideas, own.declared.position) == (None, (words("buses"), words("rest")), 4)
    assert charter.stands(view.rounds["r-1"], second)
    assert not charter.stands(view.rounds["r-1"], first)


def test_saying_nothing_takes_back_what_was_said() -> None:
    told = asked().tell(said("air"), person="ben").tell(said("air too"), person="cleo")
    told.tell(said(), person="ben")
    assert set(told.view.rounds["r-1"].declared) == {"cleo"}
    assert not charter.stands(told.view.rounds["r-1"], said())


def test_when_it_is_shown_the_round_runs_no_more_and_a_later_one_can() -> None:
    view = asked().tell(said("air"), REVEALED).view
    assert charter.asking(view, "mission") is None
    assert [one.id for one in charter.shown(view, "mission")] == ["r-1"]
    told = asked().tell(said("air"), REVEALED, IdeasInvited(round="r-2", statement="s-1", reveals_at=None))
    running = charter.asking(told.view, "mission")
    assert running is not None
    assert running.id == "r-2"
    assert [one.id for one in charter.shown(told.view, "mission")] == ["r-1"]


def test_the_view_is_the_same_live_rebuilt_and_from_a_snapshot() -> None:
    told = asked().tell(said("air", "walks")).tell(said("rest"), person="ben").tell(REVEALED)
    assert told.rebuilt() == told.view == told.from_snapshot()


def test_after_any_valid_history_the_view_knows_the_same_authors_as_the_rules() -> None:
    for seed in range(8):
        story, view = told_by_rules(Random(seed), 400), PROJECTION.empty()
        for recorded in story.history:
            if type(recorded.event) in PROJECTION.events:
                view = PROJECTION.fold(view, recorded)
        rounds = story.state.charter.rounds
        assert {key: (set(one.declared), one.revealed is not None) for key, one in view.rounds.items()} == {
            key: (one.authors, one.revealed) for key, one in rounds.items()
        }
