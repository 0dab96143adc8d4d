"""No released figure, no complement and no difference between two releases tells of one to four people.

The truth is kept here beside the code under test: who shared what when each release was counted. Releases are
counted by the same functions as on the page, over views folded from the events that the rules allowed.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from events.log.keys import Unreadable
from events.partners import AttributeKind, Figures, FiguresReleased
from events.partners.attributes import LEAST, VALUES
from events.sealed import Personal
from projections.partners import figures
from projections.partners.figures import in_force
from projections.partners.small_numbers import rest, shown_cells
from tests.workspace.table import Table, personal
from web.attributes import opened, written
from web.attributes.counting import Opening, count_kind
from workspace.partners.attributes import differing
from workspace.partners.commands import LeavePartnership
from workspace.partners.commands.attributes import ReleaseFigures, ShareAttributes, WithdrawAttributes

KIND: AttributeKind = "geography"
OTHER: AttributeKind = "socio-economic status"


class Keys:
    """Stands where the key store stands: boxes hold their text as it is; the erased cannot be read."""

    def __init__(self) -> None:
        self.erased: set[str] = set()

    def open(self, partnership: str, sealed: Personal) -> str | Unreadable:
        return Unreadable("erased") if sealed.ref in self.erased else sealed.box


class House:
    """People who share, withdraw, leave and are erased, month by month, and what is really so."""

    def __init__(self, people: int) -> None:
        self.table, self.keys = Table(), Keys()
        self.people = [self.table.admit(f"p{number}") for number in range(people)]
        self.truth: dict[str, dict[str, str]] = {}
        self.at_release: dict[object, dict[str, dict[str, str]]] = {}
        self.asked = 0

    def share(self, person: str, **answers: str) -> None:
        self.asked += 1
        kinds: dict[str, AttributeKind] = {"lives": KIND, "earns": OTHER}
        found = {kinds[name]: value for name, value in answers.items()}
        sealed = Personal(person, f"c-{self.asked}", written(found))
        self.table.does(person, ShareAttributes(attributes=sealed))
        self.truth[person] = {str(kind): value for kind, value in found.items()}

    def withdraw(self, person: str) -> None:
        if self.truth.pop(person, None) is not None:
            self.table.does(person, WithdrawAttributes())

    def leave(self, person: str) -> None:
        self.table.does(person, LeavePartnership())
        self.people.remove(person)
        self.truth.pop(person, None)

    def erase(self, person: str) -> None:
        """Their key is destroyed; what they share later is under a new one."""
        told = self.view().answers.get(person, ())
        self.keys.erased |= {one.attributes.ref for one in told if one.attributes}
        self.truth.pop(person, None)

    def view(self) -> figures.Sharing:
        folded = figures.Sharing()
        for recorded in self.table.history:
            folded = figures.fold(folded, recorded)
        return folded

    def release(self) -> FiguresReleased:
        """Four weeks later, counted as the page does it."""
        self.table.later(days=28)
        view, position = self.view(), self.table.state.position
        opening = Opening(view, self.keys, "p-1")  # type: ignore[arg-type]
        here = opening.at(position)
        people, day = len(self.people) + 1, self.table.now.date()
        tables = (count_kind(view, opening, kind, here, people, day) for kind in VALUES)
        asked = ReleaseFigures(seen=position, people=people, tables=tuple(one for one in tables if one))
        (event,) = self.table.does("ana", asked, counted=True)
        assert isinstance(event, FiguresReleased)
        self.at_release[event.window_ended] = {person: dict(one) for person, one in self.truth.items()}
        return event


Told = tuple[Figures, dict[str, str]]
"""A table, and by person the shown cell they really stood in when it was counted."""


def told(house: House, kind: str) -> list[Told]:
    """Every table of a kind that anybody could ever see, over all positions."""
    view, found = figures.Sharing(), dict[object, Told]()
    for recorded in house.table.history:
        view = figures.fold(view, recorded)
        release = in_force(view)
        for table in release.tables if release else ():
            if table.kind == kind:
                truth = house.at_release[table.counted_on]
                shown = shown_cells(table)
                cells = {p: a[kind] for p, a in truth.items() if a.get(kind) in shown}
                found.setdefault(table.counted_on, (table, cells))
                assert found[table.counted_on][0] == table  # A table is repeated as it was, or counted anew.
    return list(found.values())


def prove(house: House) -> None:
    """Each figure, complement and difference is about nobody or at least five people."""
    for kind in (KIND, OTHER):
        tables = told(house, kind)
        for table, cells in tables:
            assert shown_cells(table) == Counter(cells.values())  # The figures are true on their day.
            assert all(number >= LEAST for number in shown_cells(table).values())
            assert rest(table) == 0 or rest(table) >= LEAST
        for (one, then), (other, now) in combinations(tables, 2):
            values = sorted(shown_cells(one).keys() | shown_cells(other).keys())
            for size in range(1, len(values) + 1):
                for some in combinations(values, size):
                    before = {person for person, value in then.items() if value in some}
                    after = {person for person, value in now.items() if value in some}
                    assert len(before ^ after) == 0 or len(before ^ after) >= LEAST, (kind, some)


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(6, 45), st.integers(2, 8))
def test_no_pair_of_positions_reveals_fewer_than_five(chance: Random, people: int, months: int) -> None:
    house = House(people)
    for _ in range(months):
        live(house, chance)
        house.release()
    prove(house)


def test_the_proof_above_compares_many_tables() -> None:
    compared = 0
    for seed in range(40):
        chance, house = Random(seed), House(40)
        for _ in range(8):
            live(house, chance)
            house.release()
        prove(house)
        compared += sum(len(told(house, kind)) - 1 for kind in (KIND, OTHER) if told(house, kind))
    assert compared > 40


def live(house: House, chance: Random) -> None:
    """A month: groups of people do the same, as an invitation has it, and now and then somebody alone."""
    for _ in range(chance.randrange(4)):
        group = chance.sample(house.people, min(len(house.people), chance.randrange(4, 16)))
        what, value = chance.randrange(8), chance.choice(VALUES[KIND][:3])
        earns = {"earns": chance.choice(VALUES[OTHER])} if chance.randrange(3) == 0 else {}
        for person in group:
            house.withdraw(person) if what < 2 else house.share(person, lives=value, **earns)
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        person, what = chance.choice(house.people), chance.randrange(6)
        if what == 0 and len(house.people) > 6:
            house.leave(person)
        elif what == 1 and len(house.people) > 6:
            house.erase(person)
        elif what == 2:
            house.withdraw(person)
        else:
            house.share(person, lives=chance.choice(VALUES[KIND]))


def shared(count: int, value: str = "large city") -> House:
    """So many people who share the same, the founder among them."""
    house = House(count - 1)
    for person in ("ana", *house.people):
        house.share(person, lives=value)
    return house


def test_four_people_are_never_shown() -> None:
    house = shared(4)
    assert house.release().people is None
    assert told(house, KIND) == []


def test_five_alike_are_shown_when_the_rest_is_nobody_or_five() -> None:
    house = shared(9)
    house.people += [house.table.admit(f"q{number}") for number in range(5)]
    (table,) = house.release().tables
    assert shown_cells(table) == {"large city": 9}
    assert rest(table) == 5


def test_a_rest_of_one_to_four_takes_the_smallest_cell_with_it() -> None:
    house = House(14)
    for number, person in enumerate(house.people):
        house.share(person, lives="large city" if number < 8 else "town or suburb")
    (table,) = house.release().tables  # 8, 6, and the founder, who shares nothing: a rest of one.
    assert shown_cells(table) == {"large city": 8}
    assert rest(table) == 7


def test_one_person_who_changes_their_mind_changes_nothing() -> None:
    house = shared(10)
    before = house.release()
    house.share("p3", lives="town or suburb")
    after = house.release()
    assert before.people is not None
    assert (after.people, after.tables) == (None, ())


def test_five_newcomers_in_two_cells_wait_until_each_cell_has_five() -> None:
    house = House(25)
    for person in house.people[:14]:
        house.share(person, lives="large city")
    (first,) = house.release().tables
    for person in house.people[14:17]:
        house.share(person, lives="large city")
    for person in house.people[17:23]:
        house.share(person, lives="town or suburb")
    assert house.release().people is None  # Three more in one cell: the whole table waits.
    for person in house.people[23:]:
        house.share(person, lives="large city")
    house.people += [house.table.admit(f"q{number}") for number in range(5)]
    assert shown_cells(first) == {"large city": 14}
    (second,) = house.release().tables
    assert shown_cells(second) == {"large city": 19, "town or suburb": 6}
    prove(house)


def test_whoever_was_erased_leaves_the_figures_with_five_others_or_not_at_all() -> None:
    house = House(30)
    for number, person in enumerate(house.people):
        house.share(person, lives="large city" if number < 12 else "town or suburb")
    house.people += [house.table.admit(f"q{number}") for number in range(6)]
    house.release()
    house.erase("p0")
    for number in range(12, 20):
        house.withdraw(f"p{number}")
    assert house.release().people is None  # Only the erased one left the large city.
    for number in range(1, 6):
        house.withdraw(f"p{number}")
    (table,) = house.release().tables
    assert shown_cells(table) == {"large city": 6, "town or suburb": 10}
    prove(house)


def test_a_release_stands_beside_every_earlier_one_not_only_the_last() -> None:
    house = House(40)
    for person in house.people[:10]:
        house.share(person, lives="large city")
    house.release()
    for person in house.people[10:15]:
        house.share(person, lives="large city")
    assert house.release().people is not None
    for person in (*house.people[10:14], "p0"):
        house.withdraw(person)
    # Five leave, but since the first release one person came and another one went.
    assert house.release().people is None
    prove(house)


def test_somebody_who_was_erased_and_shares_again_stands_for_an_unknown_move() -> None:
    house = House(40)
    for number, person in enumerate(house.people[:20]):
        house.share(person, lives="large city" if number < 10 else "town or suburb")
    house.release()
    house.erase("p0")
    for person in ("p0", *house.people[20:24]):
        house.share(person, lives="town or suburb")
    for person in house.people[1:6]:
        house.withdraw(person)
    # Five are new in the suburb, but one of them came from the city.
    assert house.release().people is None
    prove(house)


def test_leaving_the_table_takes_ones_own_out() -> None:
    house = shared(12)
    house.release()
    assert differing(house.table.state.sharing) == 0
    house.leave("p2")
    assert differing(house.table.state.sharing) == 1
    assert figures.own(house.view(), "p2") is None


def test_what_cannot_be_read_any_more_counts_as_not_sharing() -> None:
    keys = Keys()
    keys.erased.add(personal("ben").ref)
    assert opened(keys, "p-1", personal("ben")) is None  # type: ignore[arg-type]
