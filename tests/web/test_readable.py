"""Who may read an event: what its class declares, and what has happened since."""

from __future__ import annotations

import pytest

from events.charter import IdeasInvited, IdeasRevealed, InterestDeclared, StatementOpened
from events.partners import SeatFilled
from events.vocabulary import BY_NAME, Event, Recorded
from projections.charter import PROJECTION as CHARTER
from projections.partners import seats
from projections.views import Views
from tests.projections.test_seats import opened
from tests.projections.told import Told, words
from tests.web.test_sentences import views_of
from web.readable import readable, withheld
from web.reader import Reader

ROLES = ("member", "observer", "funder", "auditor", "facilitator", "convener")
AT_THE_TABLE = ("member", "auditor", "facilitator", "convener")


def reader(role: str, person: str = "eva") -> Reader:
    return Reader(account="a", partnership="p-1", person=person, partner=None, roles=frozenset((role,)))


def said(*texts: str) -> InterestDeclared:
    """What somebody wrote in the round; without texts they take it back."""
    first, second, third, *_ = [*(words(one) for one in texts), None, None, None]
    return InterestDeclared(
        round="r-1", interest=first, first_idea=second, second_idea=third, third_idea=None
    )


def asked_about(*more: tuple[str, Event]) -> list[Recorded]:
    """A mission about which everybody is asked, and what came after: who, and what."""
    story = Told(CHARTER).tell(
        StatementOpened(statement="s-1", kind="mission"),
        IdeasInvited(round="r-1", statement="s-1", reveals_at=None),
    )
    for person, event in more:
        story.tell(event, person=person)
    return story.recorded


REVEALED = ("ana", IdeasRevealed(round="r-1", how="by hand", authors=2))


@pytest.mark.parametrize("role", ROLES)
def test_before_a_seat_is_filled_everybody_reads_it_and_afterwards_those_who_lead(role: str) -> None:
    before, *_ = Told(seats.PROJECTION).tell(opened()).recorded
    views = views_of(before)
    assert readable(reader(role), before, views, views)
    before, filled = Told(seats.PROJECTION).tell(opened(), SeatFilled(seat="s-1", partner=None)).recorded
    now = views_of(before, filled)
    for then in (views, now):
        assert readable(reader(role), before, now, then) == (role in ("facilitator", "convener"))
        assert readable(reader(role), filled, now, then)
        assert readable(reader(role, "ana"), before, now, then), "whoever opened it"


def test_where_the_seats_are_not_known_a_seat_is_closed() -> None:
    (before,) = Told(seats.PROJECTION).tell(opened()).recorded
    parked = views_of(before)._replace(parked=("seats",))
    assert not readable(reader("member"), before, parked, parked)


@pytest.mark.parametrize("role", ROLES)
def test_before_the_reveal_only_its_author_reads_what_somebody_wrote(role: str) -> None:
    told = asked_about(("ben", said("quiet nights")))
    views = views_of(*told)
    assert not readable(reader(role), told[-1], views, views)
    assert readable(reader(role, "ben"), told[-1], views, views)
    assert withheld(told[-1].event, views)


@pytest.mark.parametrize("role", ROLES)
def test_after_the_reveal_everybody_at_the_table_reads_it_and_nobody_else(role: str) -> None:
    told = asked_about(("ben", said("quiet nights")), REVEALED)
    views = views_of(*told)
    assert readable(reader(role), told[2], views, views) == (role in AT_THE_TABLE)
    assert not withheld(told[2].event, views)


@pytest.mark.parametrize("role", ROLES)
def test_a_page_about_the_time_before_the_reveal_does_not_show_it(role: str) -> None:
    told = asked_about(("ben", said("quiet nights")), REVEALED)
    now, then = views_of(*told), views_of(*told[:-1])
    assert not readable(reader(role), told[2], now, then)
    assert readable(reader(role, "ben"), told[2], now, then)


@pytest.mark.parametrize("role", ROLES)
def test_what_was_replaced_or_taken_back_before_the_reveal_is_never_read_by_others(role: str) -> None:
    told = asked_about(
        ("ben", said("first thoughts")),
        ("ben", said("better thoughts")),
        ("cleo", said("a doubt")),
        ("cleo", said()),
        ("dora", said("steady")),
        REVEALED,
    )
    views = views_of(*told)
    may = [one.header.position for one in told if readable(reader(role), one, views, views)]
    ideas = [one.header.position for one in told if isinstance(one.event, InterestDeclared)]
    assert ideas == [3, 4, 5, 6, 7]
    assert [one for one in ideas if one in may] == ([4, 7] if role in AT_THE_TABLE else [])
    assert [one.header.position for one in told if withheld(one.event, views)] == [3, 5, 6]


def test_where_the_rounds_are_not_known_nothing_of_them_is_read() -> None:
    told = asked_about(("ben", said("quiet nights")), REVEALED)
    views = views_of(*told)
    parked: Views = views._replace(parked=("charter",))
    assert not readable(reader("facilitator"), told[2], parked, parked)
    assert not readable(reader("facilitator"), told[2], views, parked)
    assert withheld(told[2].event, parked)
    nowhere = in_another_round(told[2])
    assert not readable(reader("facilitator"), nowhere, views, views)


def in_another_round(recorded: Recorded) -> Recorded:
    """The same in a round that nobody knows."""
    event = recorded.event
    assert isinstance(event, InterestDeclared)
    elsewhere = InterestDeclared(
        round="r-9",
        interest=event.interest,
        first_idea=event.first_idea,
        second_idea=event.second_idea,
        third_idea=event.third_idea,
    )
    return Recorded(recorded.header, elsewhere)


def test_only_ideas_are_hidden_until_something_happens_so_one_answer_is_enough() -> None:
    """`web.readable` and `web.export` know rounds of ideas; another such class needs an answer there."""
    hidden = {one.event_class for one in BY_NAME.values() if one.readers.kind == "until"}
    assert hidden == {InterestDeclared}
