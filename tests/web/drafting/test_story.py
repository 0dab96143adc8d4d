"""How a draft came about: who wrote what, what others took out, and what is gone for good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.drafting.writing import Window
from web.drafting.keeping import Change
from web.drafting.story import Span, Taken, Telling, Version, as_kept, versions

BEGAN = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)


class Writers:
    """Several windows that hear each other at once; what they wrote, as the draft keeps it."""

    def __init__(self, *people: str) -> None:
        self.windows = {person: Window(number) for number, person in enumerate(people, 1)}
        self.changes: list[Change] = []
        self.seconds = 0.0

    def pause(self, seconds: float = 10) -> None:
        """Nobody writes for a while."""
        self.seconds += seconds

    def write(self, person: str, at: int, text: str) -> None:
        """Somebody inserts something."""
        self._told(person, self.windows[person].write(at, text))

    def remove(self, person: str, begin: int, end: int) -> None:
        """Somebody takes something out."""
        self._told(person, self.windows[person].remove(begin, end))

    def replace(self, person: str, *stretches: tuple[int, int, str]) -> None:
        """Somebody puts other words in several places with one change, given from the last to the first."""
        self._told(person, self.windows[person].replace(stretches))

    def _told(self, person: str, update: bytes) -> None:
        self.seconds += 0.1
        at = BEGAN + timedelta(seconds=self.seconds)
        self.changes.append(Change(len(self.changes) + 1, person, "update", at, update))
        for other, window in self.windows.items():
            if other != person:
                window.take(update)

    @property
    def text(self) -> str:
        """What everybody reads."""
        (text,) = {str(window.text) for window in self.windows.values()}
        return text

    def versions(self) -> list[Version]:
        """How it read at pauses."""
        return versions(Telling(), self.changes)


def test_every_passage_keeps_its_author() -> None:
    both = Writers("ana", "ben")
    both.write("ana", 0, "We breathe")
    both.write("ben", 2, " all")
    both.write("ana", 14, " easily 😀")
    (version,) = both.versions()
    assert version.spans == (
        Span("ana", "We"),
        Span("ben", " all"),
        Span("ana", " breathe easily 😀"),
    )
    assert version.position == 3


def test_only_pauses_can_be_played_back() -> None:
    both = Writers("ana", "ben")
    both.write("ana", 0, "We")
    both.write("ana", 2, " breathe")
    both.pause()
    both.write("ben", 10, " on")
    first, second = both.versions()
    assert [one.position for one in (first, second)] == [2, 3]
    assert "".join(span.text for span in second.spans) == both.text


def test_what_somebody_takes_out_of_others_words_stays_with_both_names() -> None:
    both = Writers("ana", "ben")
    both.write("ana", 0, "We never breathe")
    both.pause()
    both.remove("ben", 3, 9)
    before, after = both.versions()
    assert before.spans == (Span("ana", "We never breathe"),)
    assert after.taken == (Taken("ben", "ana", "never "),)


def test_what_its_own_author_took_out_is_only_counted_even_where_it_could_be_read_before() -> None:
    both = Writers("ana", "ben")
    both.write("ana", 0, "We are afraid of it. We breathe")
    both.pause()
    both.write("ben", 0, "Now: ")
    both.pause()
    both.remove("ana", 5, 26)
    for version in both.versions():
        assert "afraid" not in str(version)
    first, *_, last = both.versions()
    assert first.spans == (Span("ana", "", 5), Span("ana", "We breathe"))
    assert "".join(span.text for span in last.spans) == "Now: We breathe"
    assert last.taken == ()


def test_what_somebody_took_out_and_put_in_again_stays_whose_it_was() -> None:
    """As undoing does in a browser: what comes back is written under the number of who undoes."""
    both = Writers("ana", "ben")
    both.write("ana", 0, "We breathe. ")
    both.write("ben", 12, "All of us. ")
    both.pause()
    both.remove("ben", 0, 23)
    both.write("ben", 0, "We breathe. All of us. ")
    both.pause()
    *_, last = both.versions()
    assert last.spans == (Span("ana", "We breathe. "), Span("ben", "All of us. "))
    assert last.taken == ()
    both.write("ben", 0, "We breathe. ")
    assert both.versions()[-1].spans[0] == Span("ben", "We breathe. "), "what comes a second time is new"


def test_short_words_that_were_changed_at_once_and_come_back_at_once_stay_whose_they_were() -> None:
    """As undoing does in a browser when somebody had put a better text over the whole."""
    both = Writers("ana", "ben")
    both.write("ana", 0, "We sing badly at night")
    both.pause()
    both.replace("ben", (17, 22, "noon"), (8, 13, "well"))
    both.pause()
    assert len(both.versions()[-1].spans) == 4
    both.replace("ben", (16, 20, "night"), (8, 12, "badly"))
    both.pause()
    last = both.versions()[-1]
    assert (last.spans, last.taken) == ((Span("ana", "We sing badly at night"),), ())
    both.replace("ben", (22, 22, "night"), (0, 0, "badly"))
    assert [span.author for span in both.versions()[-1].spans] == ["ben", "ana", "ben"]


def test_words_that_come_back_with_their_change_do_not_come_back_once_more_by_themselves() -> None:
    both = Writers("ana", "ben")
    both.write("ana", 0, "Wonderful days, wonderful nights")
    both.replace("ben", (16, 32, "nights"), (0, 9, "Good"))
    both.replace("ben", (11, 17, "wonderful nights"), (0, 4, "Wonderful"))
    both.write("ben", 0, "Wonderful")
    assert [span.author for span in both.versions()[-1].spans] == ["ben", "ana"]


def test_words_that_another_put_in_again_are_gone_when_their_author_takes_them_out() -> None:
    both = Writers("ana", "ben")
    both.write("ana", 0, "My doctor is Marisol Vega.")
    both.pause()
    both.remove("ben", 0, 26)
    both.pause()
    both.write("ben", 0, "My doctor is Marisol Vega.")
    both.pause()
    both.remove("ana", 13, 25)
    told = both.versions()
    assert "Marisol" not in str(told)
    assert told[1].taken == (Taken("ben", "ana", "My doctor is ."),)
    assert told[-1].spans == (Span("ana", "My doctor is ."),)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_last_version_is_the_text_and_nothing_own_that_was_taken_out_is_left(data: st.DataObject) -> None:
    both = Writers("ana", "ben", "cleo")
    letters = st.text(st.sampled_from("abc ñ😀é"), min_size=1, max_size=6)
    for _ in range(data.draw(st.integers(1, 25))):
        person = data.draw(st.sampled_from(sorted(both.windows)))
        text = both.text
        places = [len(text[:at].encode()) for at in range(len(text) + 1)]
        at = data.draw(st.integers(0, len(text)))
        if text and data.draw(st.booleans()):
            end = data.draw(st.integers(min(at, len(text) - 1) + 1, len(text)))
            both.remove(person, places[min(at, len(text) - 1)], places[end])
        else:
            both.write(person, places[at], data.draw(letters))
        if data.draw(st.booleans()):
            both.pause()
    told = both.versions()
    assert "".join(span.text for span in told[-1].spans) == both.text
    assert all(span.text or span.words for one in told for span in one.spans)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_told_at_one_go_is_what_is_told_change_by_change(data: st.DataObject) -> None:
    both = Writers("ana", "ben", "cleo")
    for _ in range(data.draw(st.integers(1, 40))):
        person, length = data.draw(st.sampled_from(sorted(both.windows))), len(both.text)
        at = data.draw(st.integers(0, length))
        if at < length and data.draw(st.integers(0, 3)) == 0:
            both.remove(person, at, data.draw(st.integers(at + 1, length)))
        else:
            both.write(person, at, data.draw(st.text("abc ", min_size=1, max_size=4)))
        if data.draw(st.integers(0, 5)) == 0:
            both.pause()
    slowly = Telling()
    each = [list(slowly.tell([change]))[-1] for change in both.changes]
    quickly = both.versions()
    wanted = {one.position for one in quickly}
    assert [(one.position, one.spans) for one in as_kept(each, slowly.own) if one.position in wanted] == [
        (one.position, one.spans) for one in quickly
    ]
    assert in_a_row(as_kept(each, slowly.own)) == in_a_row(quickly)


def in_a_row(told: list[Version]) -> list[tuple[str, str, str]]:
    """What was taken out, by whom and whose, however many pieces it is told in."""
    taken = [one for version in told for one in version.taken]
    grouped = groupby(taken, lambda one: (one.by, one.author))
    return [(by, author, "".join(one.text for one in some)) for (by, author), some in grouped]
