"""Search: what this reader may see, however it is written, and nothing that no page would show them."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.log.keys import KeyStore
from events.log.migrations import KEYS, migrate
from tests.web.visitors import OpenHouse, Visitor, plain
from web.search import Thing, asked_words, folding, look
from web.search.folding import folded, marked, matches
from web.security.limits import Buckets
from workspace.charter.commands import OpenStatement, ProposeWording
from workspace.contributions.commands import DeliverPromise, MakePromise
from workspace.decisions.commands import OpenDecision, RaiseObjection
from workspace.goals.commands import ProposeGoal
from workspace.partners.commands import DeclarePerspective
from workspace.partners.commands.joining import WriteIntroduction
from workspace.partners.commands.seats import FillSeat, OpenSeat, StateAssumption

PERSPECTIVE = '{"group": "patients", "category": "patient", "lived_experience": true}'
EVERYBODY = ("ana", "ben", "cleo", "olga", "ada")
INSIDE = ("ana", "ben", "cleo", "ada")


async def written(house: OpenHouse) -> None:
    """A text of each kind; each has a word that stands nowhere else."""
    await house.ask(OpenStatement, {"kind": "mission"}, command="s1")
    await house.ask(ProposeWording, {"statement": "s1", "text": "We breathe quartzly."}, command="w1")
    await house.ask(OpenDecision, {"title": "Meet on Mondays, plumwise?"}, command="d1")
    await house.ask(
        RaiseObjection,
        {"decision": "d1", "reason": "Zaffre days are bad"},
        by="cleo",
        partner="payer",
        command="o1",
    )
    goal = {"title": "Respiración tranquila: ombré", "why": "Because of the larkspur"}
    await house.ask(ProposeGoal, goal, by="ben", command="g1")
    promise = {"kind": "data", "title": "A vermilion list"}
    await house.ask(MakePromise, promise, by="cleo", partner="payer", command="p1")
    delivered = {"pledge": "p1", "evidence": "in the cerulean folder"}
    await house.ask(DeliverPromise, delivered, by="cleo", partner="payer")
    await house.ask(OpenSeat, {"looking_for": "knows the mulberry streets"}, command="e1")
    await house.ask(StateAssumption, {"text": "We are tamarind", "test_by": "2100-01-01"}, by="ana")
    await house.ask(WriteIntroduction, {"brings": "a saffron notebook"}, by="ben")
    shown = {"perspective": PERSPECTIVE, "shown_to": "facilitators"}
    await house.ask(DeclarePerspective, shown, by="ben")


async def found(visitor: Visitor, query: str, **more: str) -> str:
    """What a search says, without the form."""
    answer = await visitor.client.get(visitor.base + "/search", params={"q": query, **more})
    assert answer.status_code == 200, answer.text[-1500:]
    return plain(answer.text).split("make no difference.", 1)[-1]


WORDS = [
    ("quartzly", INSIDE, "/mission"),
    ("plumwise", EVERYBODY, "/decisions/d1"),
    ("zaffre", INSIDE, "/decisions/d1"),
    ("OMBRE", EVERYBODY, "/goals/g1"),
    ("larkspur", EVERYBODY, "/goals/g1"),
    ("vermilion", INSIDE, "/promises/p1"),
    ("cerulean", INSIDE, "/promises/p1"),
    ("riverside", EVERYBODY, "/directory"),
    ("mulberry", EVERYBODY, "/seats"),
    ("tamarind", INSIDE, "/seats"),
    ("saffron", INSIDE, "/directory/people/ben"),
    ("okafor", ("ana", "ben", "cleo"), "/directory/people/ben"),
    ("clinician", (), ""),
    ("patients", (), ""),
]


@pytest.mark.parametrize(("word", "readers", "path"), WORDS, ids=[word for word, *_ in WORDS])
async def test_a_word_is_found_by_those_whose_pages_show_it_and_by_nobody_else(
    open_house: OpenHouse, word: str, readers: tuple[str, ...], path: str
) -> None:
    await written(open_house)
    for person in EVERYBODY:
        visitor = await open_house.visitor(person)
        said = await found(visitor, word)
        assert ("Nothing found" in said) == (person not in readers), (person, said)
        if person in readers:
            page = await visitor.text(path)
            assert folded(word) in folded(unescape(page)), (person, path)


async def test_what_is_found_leads_to_its_place_says_its_language_and_marks_the_match(
    open_house: OpenHouse,
) -> None:
    await written(open_house)
    ben = await open_house.visitor("ben")
    page = (await ben.client.get(ben.base + "/search", params={"q": "ombre respiracion"})).text
    title = "<mark>Respiración</mark> tranquila: <mark>ombré</mark>"
    assert f'<a href="{ben.base}/goals/g1"><span lang="en" dir="auto">{title}</span></a>' in page
    objection = (await ben.client.get(ben.base + "/search", params={"q": "zaffre"})).text
    assert f'href="{ben.base}/decisions/d1#objection-o1"' in objection
    assert 'id="objection-o1"' in await ben.text("/decisions/d1")


async def test_all_words_have_to_be_there_wherever_in_the_thing_they_stand(open_house: OpenHouse) -> None:
    await written(open_house)
    ben = await open_house.visitor("ben")
    assert "1 found" in await found(ben, "larkspur ombré")
    assert "Nothing found" in await found(ben, "larkspur vermilion")
    assert "1 found" in await found(ben, "“tranquila:” ")


async def test_auditors_find_people_by_their_number_only(open_house: OpenHouse) -> None:
    ada = await open_house.visitor("ada")
    assert "Person 2" in await found(ada, "person 2")
    for name in ("ana", "ruiz", "okafor"):
        assert "Nothing found" in await found(ada, name)


async def test_a_search_in_the_past_finds_what_was_there_then_and_stays_there(open_house: OpenHouse) -> None:
    before = (await open_house.views()).position
    await written(open_house)
    after = (await open_house.views()).position
    ben = await open_house.visitor("ben")
    assert "Nothing found" in await found(ben, "larkspur", at=str(before))
    page = (await ben.client.get(ben.base + "/search", params={"q": "larkspur", "at": str(after - 1)})).text
    assert f'href="{ben.base}/goals/g1?at={after - 1}"' in page
    assert f'<input type="hidden" name="at" value="{after - 1}">' in page


async def test_what_a_seat_was_wanted_for_is_found_only_while_nobody_sits_there_then_and_now(
    open_house: OpenHouse,
) -> None:
    await written(open_house)
    ana, at = await open_house.visitor("ana"), (await open_house.views()).position
    assert "1 found" in await found(ana, "mulberry")
    await open_house.ask(FillSeat, {"seat": "e1", "partner": None}, by="ana")
    for person in EVERYBODY:
        visitor = await open_house.visitor(person)
        assert "Nothing found" in await found(visitor, "mulberry")
        assert "Nothing found" in await found(visitor, "mulberry", at=str(at))


async def test_what_was_taken_back_is_not_found_any_more(open_house: OpenHouse) -> None:
    await written(open_house)
    ben, keys = await open_house.visitor("ben"), open_house.engine.keys
    keys.destroy_words(open_house.partnership, (await open_house.views()).goals.goals["g1"].why.ref)
    assert "Nothing found" in await found(ben, "larkspur")
    assert "Nothing found" in await found(ben, "taken back")


async def test_nothing_asked_nothing_opened(open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    ben = await open_house.visitor("ben")
    monkeypatch.setattr("web.pages.search.look", lambda *_: pytest.fail("opened"))
    for query in ("", "   ", "“”", "?!"):
        assert "found" not in await found(ben, query)


async def test_hostile_words_are_shown_and_nothing_more(open_house: OpenHouse) -> None:
    evil = '<img src=x onerror=alert(1)>"{}'
    await open_house.ask(ProposeGoal, {"title": evil}, by="ben", command="g1")
    ben = await open_house.visitor("ben")
    for query in (evil, "img", "<", '"{', "(", "\\", "*", "[a-", "\x00", "%00", "\u202e", "a" * 5_000):
        page = (await ben.client.get(ben.base + "/search", params={"q": query})).text
        assert "<img" not in page
    assert (
        "&lt;<mark>img</mark> src=x" in (await ben.client.get(ben.base + "/search", params={"q": "img"})).text
    )


async def test_who_searches_more_often_than_a_person_waits(open_house: OpenHouse) -> None:
    open_house.app.dependencies["limits"].dependency().searches = Buckets(2)
    ben, ana = await open_house.visitor("ben"), await open_house.visitor("ana")
    answers = [(await ben.get("/search?q=air")).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert (await ana.get("/search?q=air")).status_code == 200


async def test_of_many_only_some_are_shown_and_it_is_said(open_house: OpenHouse) -> None:
    for number in range(23):
        await open_house.ask(ProposeGoal, {"title": f"Goal of many {number}"}, by="ben")
    ben = await open_house.visitor("ben")
    said = await found(ben, "many")
    assert "20 found" in said
    assert "There are more of these." in said
    assert "Goal of many 22" in said


async def test_a_search_opens_no_more_than_it_may(
    open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.search.looking.MOST_TEXTS", 5)
    monkeypatch.setattr("web.search.looking.AT_ONCE", 2)
    for number in range(9):
        await open_house.ask(ProposeGoal, {"title": f"Goal {number}"}, by="ben")
    said = await found(await open_house.visitor("ben"), "goal")
    assert "the oldest was not looked through" in said
    assert "Goal 8" in said
    assert "Goal 1" not in said


async def test_the_frame_of_every_page_leads_to_the_search(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    page = await ben.text("/how-we-work")
    assert f'<form class="find" method="get" action="{ben.base}/search" role="search"' in page
    assert f'<a class="to-find" href="{ben.base}/search">' in page


async def test_another_partnership_is_not_searched(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    assert (await ben.client.get("/p/nowhere/search?q=air")).status_code == 404


@given(st.text(max_size=60))
def test_folding_letter_by_letter_is_the_same_as_folding_the_text(text: str) -> None:
    assert "".join(folded(letter) for letter in text) == folded(text)


@given(st.text(max_size=60), st.text(min_size=1, max_size=5))
def test_what_is_marked_is_what_was_looked_for(text: str, word: str) -> None:
    words = asked_words(word)
    for span in matches(text, words):
        assert any(one in folded(text[span.start : span.end]) for one in words)
    shown = unescape(str(marked(text, words)).replace("<mark>", "").replace("</mark>", ""))
    assert shown.strip("… ") in " ".join(text.split()) or "…" in text


def test_a_long_text_is_shown_around_its_match() -> None:
    text = "word " * 300 + "needle " + "word " * 300
    shown = marked(text, ["needle"])
    assert "<mark>needle</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < folding.EXCERPT + 40


def test_a_query_is_a_few_words() -> None:
    assert asked_words("¿Qué PASÓ, qué?") == ["que", "paso"]
    assert len(asked_words(" ".join(f"w{n}" for n in range(50)))) == folding.MOST_WORDS


@pytest.mark.measured
def test_a_search_through_ten_thousand_texts_costs_a_few_times_their_opening(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'keys.sqlite'}"
    migrate(url, KEYS)
    keys = KeyStore.at(url, b"0" * 32)
    text = "respiración tranquila, de noche y de día, " * 5
    sealed = [keys.seal_words("p1", "ana", f"c{n}", "title", text, "es") for n in range(10_000)]
    everything = {"goals": [Thing(f"/goals/{n}", one) for n, one in enumerate(sealed)]}
    opening = fastest(lambda: keys.open_many("p1", sealed))
    looking = fastest(lambda: look(keys, "p1", "Person {number}", everything, ["zebra"]))
    assert looking < 12 * opening, (looking, opening)


def fastest(work: Callable[[], object]) -> float:
    """The shortest of three times, in seconds."""
    times = []
    for _ in range(3):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return min(times)
