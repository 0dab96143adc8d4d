"""How a draft came about, on pages: pause by pause, with its authors, and any two texts side by side."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
import pytest_asyncio

from tests.web.drafting.clock import Clock
from tests.web.drafting.test_pages import begun, text_in
from tests.web.visitors import OpenHouse, Visitor, plain


class Written(NamedTuple):
    """A draft that Ana and Ben wrote by forms, with a pause after each."""

    house: OpenHouse
    clock: Clock
    ana: Visitor
    ben: Visitor
    draft: str

    async def write(self, text: str, by: Visitor | None = None) -> None:
        """Somebody leaves the text like that."""
        writer = by or self.ana
        seen = text_in(await writer.text(self.draft), "seen")
        await writer.sent(self.draft + "/text", seen=seen, text=text)
        self.clock.wait(seconds=10)

    async def close_up(self) -> None:
        """The draft is closed up to now."""
        rooms = self.house.app.state.rooms
        await rooms.close_up(await rooms.room(self.house.partnership, self.draft.rpartition("/")[2]))


@pytest_asyncio.fixture
async def written(open_house: OpenHouse) -> Written:
    """Ana writes, Ben takes a word of hers out, Ana writes on."""
    clock = Clock()
    clock.wait(hours=-1)  # What the draft's rows tell lies before what the partnership's record tells.
    open_house.app.state.rooms.now = clock.now
    made = Written(open_house, clock, *await begun(open_house))
    await made.write("We never breathe.")
    await made.write("We breathe.", made.ben)
    await made.write("We breathe. All of us, easily.")
    return made


async def test_every_pause_has_an_address_and_a_way_to_the_others(written: Written) -> None:
    first = await written.ana.text(written.draft + "/story?version=1")
    assert "Pause 1 of 3" in plain(first)
    assert "We never breathe." in plain(first)
    here = f"{written.ana.base}{written.draft}/story"
    assert re.findall(rf'data-to="(\w+)" href="{here}\?version=(\d+)"', first) == [
        ("later", "2"),
        ("last", "3"),
    ]
    newest = await written.ana.text(written.draft + "/story")
    assert "Pause 3 of 3" in plain(newest)
    assert newest.count(f'href="{here}?version=') == 2 + 3
    beyond = await written.ana.text(written.draft + "/story?version=99")
    assert "Pause 3 of 3" in plain(beyond)


@pytest.mark.parametrize("closed", [False, True])
async def test_names_stand_in_the_text_and_others_deletions_are_attributed(
    written: Written, closed: bool
) -> None:
    if closed:
        await written.close_up()
    second = await written.ben.text(written.draft + "/story?version=2")
    assert "Ben Okafor took out what Ana Ruiz had written: never" in plain(second)
    await written.write("All of us, easily.")
    last = plain(await written.ben.text(written.draft + "/story"))
    assert "Ana Ruiz : All of us, easily." in last
    before = plain(await written.ben.text(written.draft + "/story?version=3"))
    assert ("[2 words removed by Ana Ruiz ]" in before) is not closed


async def test_what_is_written_later_goes_on_where_the_draft_was_closed(written: Written) -> None:
    await written.close_up()
    await written.write("We breathe. All of us, easily. Always.", written.ben)
    await written.close_up()
    await written.write("We breathe. All of us, easily. Always!")
    texts = [await written.ana.text(f"{written.draft}/story?version={one}") for one in range(1, 6)]
    assert [f"Pause {one} of 5" in plain(text) for one, text in enumerate(texts, 1)] == [True] * 5
    assert "We never breathe." in plain(texts[0])
    assert "Always!" in plain(texts[-1]).replace(" ", "").replace("AnaRuiz:", "")


async def test_who_wrote_what_is_left_is_told_in_order_and_not_by_size(written: Written) -> None:
    await written.write("Now: We breathe. All of us, easily.", written.ben)
    shown = plain(await written.ana.text(written.draft + "/story"))
    told = shown[shown.index("Who wrote it") :]
    assert told.index("Ana Ruiz") < told.index("Ben Okafor")
    assert re.findall(r"(\d+) % of the letters", told) == ["86", "14"]


async def test_any_two_versions_are_compared_side_by_side(written: Written) -> None:
    page = await written.ben.text(written.draft + "/differences?one=3&other=1")
    earlier, later = re.findall(r'<p class="wording differences".*?</p>', page, re.S)
    assert re.search(r"<del>.*removed:.*never", earlier)
    assert re.search(r"<ins>.*added:.*All of us", later)
    assert "never" not in later
    assert "4 words added, 1 word removed" in plain(page)
    assert page.count('<option value="1" selected>') == page.count('<option value="3" selected>') == 1


async def test_a_version_is_compared_with_a_wording(written: Written) -> None:
    await written.ben.sent(written.draft + "/proposal")
    written.clock.wait(hours=2)
    await written.write("We breathe. All of us.")
    page = await written.ana.text(written.draft + "/differences")
    assert "0 words added, 1 word removed" in plain(page)
    (wording,) = set(re.findall(r'<option value="([0-9a-f]{20,})"', page))
    assert page.count(f'<option value="{wording}" selected>') == 1
    same = await written.ana.text(f"{written.draft}/differences?one={wording}&other=3")
    assert "The words are the same." in plain(same)


@pytest.mark.parametrize(
    "asked", ["one=0", "one=4", "one=-1", "other=nothing", "one=%C2%B2", "other=" + "9" * 99]
)
async def test_what_is_no_text_of_this_draft_is_not_there(written: Written, asked: str) -> None:
    assert (await written.ana.get(f"{written.draft}/differences?{asked}")).status_code == 404


async def test_observers_find_no_comparison_and_auditors_no_names(written: Written) -> None:
    olga, ada = await written.house.visitor("olga"), await written.house.visitor("ada")
    assert (await olga.get(written.draft + "/differences")).status_code == 404
    shown = await ada.text(written.draft + "/differences?one=1&other=2")
    assert "never" in shown
    for page in (shown, await ada.text(written.draft + "/story")):
        assert "Ana Ruiz" not in page


async def test_two_wordings_are_chosen_from_those_of_the_statement(open_house: OpenHouse) -> None:
    ana = await open_house.visitor("ana")
    await ana.sent("/statements", kind="mission")
    await ana.sent("/statements", kind="vision")
    for kind, text in (("mission", "We listen."), ("mission", "We listen well."), ("vision", "All breathe.")):
        await ana.sent(f"/statements/{kind}/wordings", text=text)
    first, second, third = (await open_house.views()).charter.wordings
    page = await ana.text(f"/mission/differences?one={second}&other={first}")
    assert set(re.findall(r'<option value="(\w+)"', page)) == {first, second}
    assert third not in page
    earlier, later, _ = re.findall(r'<p class="wording differences".*?</p>', page, re.S)
    assert "<del>" not in earlier
    assert re.search(r"<ins>.*well", later)


async def test_as_it_was_a_draft_shows_only_the_pauses_there_had_been(written: Written) -> None:
    await written.close_up()
    at = (await written.house.views()).position
    written.clock.wait(hours=2)
    await written.write("We breathe. All of us, easily. Always.", written.ben)
    for path in (f"{written.draft}?at={at}", f"{written.draft}/story?at={at}"):
        shown = plain(await written.ana.text(path))
        assert "Pause 3 of 3" in shown
        assert "Always" not in shown
    compared = await written.ana.get(f"{written.draft}/differences?one=1&other=4&at={at}")
    assert compared.status_code == 404
