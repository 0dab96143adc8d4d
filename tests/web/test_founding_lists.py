"""The list of a new partnership: pasted or uploaded, mended in place, or left out."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.web.convening import (
    MENDED,
    SMALL,
    convener,
    corrections,
    rows_to_mend,
)
from tests.web.rosters import MESSY, as_excel, with_tabs
from tests.web.served import Served, serve, settings_for
from tests.web.visitors import plain
from web.pages.founding.drafts import partnership_of


@pytest_asyncio.fixture
async def served(migrated_database_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_database_url, EVERYSEAT_FOUNDING="anyone")) as running:
        yield running


@pytest.mark.parametrize("how", ["pasted", "uploaded", "uploaded as Windows-1252"])
async def test_a_messy_roster_is_mended_in_place_and_nothing_is_lost(served: Served, how: str) -> None:
    ana = await convener(served, "ana.ruiz@example.org")
    founding = await ana.begin()
    await ana.fill_all(roster="")
    content = {"pasted": with_tabs().encode(), "uploaded": MESSY.encode()}.get(how, as_excel())
    if how == "pasted":
        answer = await ana.fill("roster", text=content.decode())
    else:
        answer = await ana.fill("roster", {"file": ("people.csv", content, "text/csv")}, text="")
    assert answer.headers["location"].endswith("/check")
    page = await ana.look("check")
    assert "We read 36 rows. 4 blank rows were left out. We do not take over: Teléfono." in plain(page)
    to_mend = rows_to_mend(page)
    assert set(MENDED) - set(to_mend) <= {"Sven Åkesson", ""}
    assert len(to_mend) == 9
    some = list(to_mend)[:3]
    await ana.fill("check", None, **corrections({name: to_mend[name] for name in some}))
    left = rows_to_mend(await ana.look("check"))
    assert len(left) == 6
    answer = await ana.fill("check", None, **corrections(left))
    assert answer.headers["location"].endswith("/start"), plain(await ana.look("check"))
    answer = await ana.start()
    assert answer.status_code == 303
    views = await served.engine.views(partnership_of(founding))
    organisations = [one for one in views.directory.partners.values() if one.kind == "organisation"]
    assert len(organisations) == 14
    (founder,) = views.directory.people.values()
    assert len(founder.mandates) == 1, "the founder acts for the organisation that the list names"
    await served.app.state.mail.close()
    assert len(served.said) == 28


async def test_a_row_that_is_fine_can_be_changed_too(served: Served) -> None:
    ana = await convener(served)
    await ana.begin()
    await ana.fill("roster", text=SMALL)
    page = await ana.look("check?row=2")
    assert rows_to_mend(page) == {"Ben Okafor": 2}
    await ana.fill("check", None, **{"name-2": "Ben O."})
    assert "Ben O." in plain(await ana.look("check"))


async def test_a_workbook_is_asked_for_as_csv(served: Served) -> None:
    ana = await convener(served)
    await ana.begin()
    answer = await ana.fill("roster", {"file": ("people.xlsx", b"PK\x03\x04rest", "x/y")}, text="")
    assert answer.status_code == 422
    assert "Save it as CSV" in plain(answer.text)


async def test_far_too_much_is_refused_with_a_sentence(served: Served) -> None:
    ana = await convener(served)
    await ana.begin()
    answer = await ana.fill("roster", {"file": ("people.csv", b"a@x.org\n" * 25_100, "text/csv")}, text="")
    assert answer.status_code == 422
    assert "200 KB at most" in plain(answer.text)


async def test_a_list_without_javascript_or_spreadsheet_can_be_left_out(served: Served) -> None:
    ana = await convener(served)
    founding = await ana.begin()
    await ana.fill_all(roster="")
    assert (await ana.fill("roster", text=" ")).headers["location"].endswith("/start")
    answer = await ana.start()
    assert answer.headers["location"] == f"/p/{partnership_of(founding)}/"
    page = await ana.browser.get(answer.headers["location"].rstrip("/"))
    assert "Easy breathing" in page.text


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"]
)
async def test_hostile_names_stay_text(served: Served, hostile: str) -> None:
    ana = await convener(served)
    await ana.begin()
    quoted = hostile.replace('"', '""')
    await ana.fill_all(f'name,email,organisation,group\n"{quoted}",h@x.org,"<b>Org</b>",ngo\nB,,,')
    await ana.fill("question", name=hostile)
    for step in ("question", "check", "start"):
        page = await ana.look(step)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "49" not in plain(page)
