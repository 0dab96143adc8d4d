"""The view "promises": what each event does to it, its states at a moment, and follow-through."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from events.contributions import (
    ContributionDelivered,
    ContributionPledged,
    DeliveryConfirmed,
    DeliveryDisputed,
    DisputeSettled,
    PledgeReleased,
    PledgeRevised,
)
from events.sealed import Words
from events.vocabulary import Event, Header, Recorded
from projections import contributions
from projections.contributions import Promise, Promises
from tests.workspace.histories import random_history
from workspace import decider

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
DUE = date(2026, 3, 11)


def words(text: str) -> Words:
    """Something written; views never open it, so the box may hold anything."""
    return Words("en", f"c.title.{text}", text)


def day(number: int) -> datetime:
    """So many days after the start."""
    return START + timedelta(days=number)


class History:
    """A partnership's promises, told event by event; `view` is folded as each happens."""

    def __init__(self) -> None:
        self.recorded: list[Recorded] = []
        self.view = Promises()

    def tell(self, event: Event, person: str = "ana", partner: str | None = "clinic", on: int = 0) -> History:
        """One more event, `on` days after the start."""
        position = len(self.recorded) + 1
        header = Header(
            command=f"c-{position}",
            name=type(event).__name__,
            on_behalf_of=partner,
            partnership="p-1",
            person=person,
            position=position,
            recorded_at=day(on),
        )
        self.recorded.append(Recorded(header, event))
        self.view = contributions.PROJECTION.fold(self.view, self.recorded[-1])
        return self

    def promise(
        self, pledge: str = "pl-1", due: date | None = DUE, partner: str = "clinic", person: str = "ana"
    ) -> History:
        """A promise of 12 hours."""
        event = ContributionPledged(
            pledge=pledge,
            partner=partner,
            kind="volunteer time",
            title=words("Drive people to meetings"),
            amount=Decimal(12),
            unit="hours",
            due=due,
            goal="g-1",
        )
        return self.tell(event, person, None if person == partner else partner)

    def deliver(self, pledge: str = "pl-1", on: int = 5) -> History:
        """The promising partner says it is done."""
        return self.tell(ContributionDelivered(pledge=pledge, evidence=words("the log book")), on=on)

    def confirm(self, pledge: str = "pl-1", on: int = 6) -> History:
        """Another partner has seen it."""
        return self.tell(DeliveryConfirmed(pledge=pledge, partner="library"), "ben", "library", on=on)

    def dispute(self, on: int = 6) -> History:
        """Another partner sees it differently."""
        event = DeliveryDisputed(pledge="pl-1", partner="library", why=words("only twice"))
        return self.tell(event, "ben", "library", on=on)

    @property
    def first(self) -> Promise:
        """The promise most tests are about."""
        return self.view.promises["pl-1"]


@pytest.fixture
def history() -> History:
    """One promise, made."""
    return History().promise()


def test_a_promise_is_offered_until_its_day_is_over_everywhere(history: History) -> None:
    last_minute = datetime(2026, 3, 12, 11, 59, tzinfo=UTC)
    day_after = datetime(2026, 3, 12, 12, tzinfo=UTC)
    assert contributions.state(history.first, last_minute) == "offered"
    assert contributions.state(history.first, day_after) == "no news"
    assert contributions.next_change(history.view, last_minute) == day_after
    assert contributions.next_change(history.view, day_after) is None


def test_a_promise_without_a_day_is_never_asked_about() -> None:
    history = History().promise(due=None)
    assert contributions.state(history.first, day(1_000)) == "offered"
    assert contributions.next_change(history.view, START) is None


def test_a_revision_holds_and_the_first_word_is_kept(history: History) -> None:
    revised = PledgeRevised(pledge="pl-1", amount=Decimal(8), due=date(2026, 4, 1), why=words("ill"))
    history.tell(revised, on=2)
    assert (history.first.amount, history.first.due) == (Decimal(8), date(2026, 4, 1))
    assert [revision.amount for revision in history.first.revisions] == [Decimal(12), Decimal(8)]
    assert history.first.made.position == 1
    assert contributions.state(history.first, day(20)) == "offered"


def test_what_is_done_waits_for_another_partner_who_confirms_it(history: History) -> None:
    history.deliver()
    assert contributions.state(history.first, day(100)) == "delivered"
    assert contributions.waiting_for_eyes(history.view, "library") == [history.first]
    assert contributions.waiting_for_eyes(history.view, "clinic") == []
    history.confirm()
    assert history.first.stage == "confirmed"
    assert history.first.delivery is not None
    assert history.first.delivery.confirmations[0].partner == "library"


@pytest.mark.parametrize(
    ("how", "stage"), [("kept", "confirmed"), ("goes on", "offered"), ("let go", "let go")]
)
def test_a_different_view_is_talked_about_and_settled(history: History, how: str, stage: str) -> None:
    history.deliver().dispute()
    assert history.first.stage == "disputed"
    assert history.first.dispute is not None
    assert history.first.dispute.why == words("only twice")
    history.tell(DisputeSettled(pledge="pl-1", how=how, note=words("we talked")), on=8)  # type: ignore[arg-type]
    assert history.first.stage == stage
    assert history.first.dispute is None
    settled = history.first.deliveries[0].disputes[0].settled
    assert settled is not None
    assert settled.note == words("we talked")


def test_a_promise_that_goes_on_can_be_done_a_second_time(history: History) -> None:
    history.deliver().dispute()
    history.tell(DisputeSettled(pledge="pl-1", how="goes on", note=words("once more")), on=7)
    assert history.first.delivery is None
    history.deliver(on=9).confirm(on=10)
    assert len(history.first.deliveries) == 2
    assert history.first.stage == "confirmed"


def test_a_promise_let_go_keeps_who_and_why(history: History) -> None:
    history.tell(PledgeReleased(pledge="pl-1", why=words("our van broke down")), on=3)
    assert contributions.state(history.first, day(100)) == "let go"
    assert history.first.why_let_go == words("our van broke down")
    assert history.first.let_go is not None


def test_follow_through_counts_what_was_done_by_its_day_and_confirmed() -> None:
    history = History()
    for number in range(1, 5):
        history.promise(f"pl-{number}")
    history.deliver("pl-1", on=10).confirm("pl-1", on=14)  # Done in time, confirmed later.
    history.deliver("pl-2", on=12).confirm("pl-2", on=13)  # Done late.
    history.deliver("pl-3", on=5)  # Nobody has looked yet.
    history.tell(PledgeReleased(pledge="pl-4", why=None), on=4)  # Let go before its day.
    promises = history.view.promises.values()
    assert contributions.follow_through(promises, day(9)) == (0, 0)
    assert contributions.follow_through(promises, day(20)) == (1, 3)


def test_letting_go_after_the_day_still_counts_as_due(history: History) -> None:
    history.tell(PledgeReleased(pledge="pl-1", why=None), on=30)
    assert contributions.follow_through([history.first], day(31)) == (0, 1)


def test_follow_through_is_never_worked_out_for_a_person() -> None:
    history = History().promise("pl-1").promise("pl-2", partner="ana", person="ana")
    found = contributions.follow_through_of_organisations(history.view, day(20))
    assert found == {"clinic": (0, 1)}


def test_promises_are_sorted_by_state_with_every_state_in_its_place(history: History) -> None:
    history.promise("pl-2", due=None)
    found = contributions.by_state(history.view.promises.values(), day(20))
    assert list(found) == ["offered", "no news", "delivered", "disputed", "confirmed", "let go"]
    assert [promise.id for promise in found["no news"]] == ["pl-1"]
    assert [promise.id for promise in found["offered"]] == ["pl-2"]


def test_promises_are_found_by_partner_and_by_goal(history: History) -> None:
    history.promise("pl-2", partner="library", person="ben")
    assert [promise.id for promise in contributions.of_partner(history.view, "library")] == ["pl-2"]
    assert [promise.id for promise in contributions.for_goal(history.view, "g-1")] == ["pl-1", "pl-2"]


def test_sums_keep_kinds_and_units_apart_and_leave_out_what_was_let_go(history: History) -> None:
    history.promise("pl-2").deliver("pl-2").confirm("pl-2").promise("pl-3")
    history.tell(PledgeReleased(pledge="pl-3", why=None))
    found = contributions.sums(history.view.promises.values())
    assert found == [("volunteer time", "hours", Decimal(24), Decimal(12), 2)]


def test_the_live_view_equals_one_rebuilt_from_a_snapshot_and_the_rest(history: History) -> None:
    history.promise("pl-2", due=None).deliver().dispute()
    history.tell(DisputeSettled(pledge="pl-1", how="goes on", note=words("again")), on=7)
    history.deliver(on=8).confirm(on=9).tell(PledgeReleased(pledge="pl-2", why=None), on=10)
    for cut in range(len(history.recorded) + 1):
        view = Promises()
        for recorded in history.recorded[:cut]:
            view = contributions.PROJECTION.fold(view, recorded)
        view = msgspec.msgpack.decode(msgspec.msgpack.encode(view), type=Promises)
        for recorded in history.recorded[cut:]:
            view = contributions.PROJECTION.fold(view, recorded)
        assert view == history.view


@pytest.mark.parametrize("seed", range(4))
def test_the_view_shows_what_the_rules_remember_of_any_history(seed: int) -> None:
    view, state = Promises(), decider.empty()
    for recorded in random_history(seed, 300):
        state = decider.evolve(state, recorded)
        if type(recorded.event) in contributions.PROJECTION.events:
            view = contributions.PROJECTION.fold(view, recorded)
    stages = {"released": "let go"}
    assert {key: promise.stage for key, promise in view.promises.items()} == {
        key: stages.get(promise.status, promise.status)
        for key, promise in state.contributions.promises.items()
    }
    for key, promise in state.contributions.promises.items():
        shown = view.promises[key]
        assert (shown.partner, shown.amount, shown.due) == (promise.partner, promise.amount, promise.due)
        assert (shown.dispute.partner if shown.dispute else None) == promise.disputed_by
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(view), type=Promises) == view


def test_the_last_day_that_calendars_know_breaks_no_view() -> None:
    view = History().promise(due=date.max).view
    assert [contributions.state(promise, day(0)) for promise in view.promises.values()] == ["offered"]
    assert contributions.next_change(view, day(0)) is not None
