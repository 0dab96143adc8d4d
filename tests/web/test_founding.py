"""Starting a partnership, page by page: left, gone on with, mended, and started once."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx
import pytest
import pytest_asyncio

from tests.web.rosters import MESSY, as_excel, with_tabs
from tests.web.served import Served, csrf_in, serve, settings_for
from tests.web.test_language_pages import english_on, english_pieces
from tests.web.visitors import plain
from web.accounts.foundings import KEPT_FOR, MOST, Founding
from web.pages.founding.drafts import partnership_of

SOON = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
SMALL = (
    "name,email,organisation,group\nBen Okafor,ben@example.org,River Clinic,clinic\nAbuela,,,\n,,Choir,ngo\n"
)
MENDED = {
    "Tom Reed": {"left_out": "yes"},
    "Kai Lindqvist": {"email": "kai@example.org"},
    "": {"left_out": "yes"},
    "Sven Åkesson": {"group": "non-academic research"},
    "Abuela Carmen": {"name": "Abuela Carmen the younger"},
    "Ruth Vega": {"group": "hospital or health system"},
    "Zed Nguyen": {"group": "community organisation"},
    "Sunday Choir": {"group": "community organisation"},
    "nobody@example.org": {"name": "Noor Body"},
}


@pytest_asyncio.fixture
async def served(migrated_database_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_database_url, EVERYSEAT_FOUNDING="anyone")) as running:
        yield running


class Convener:
    """Somebody who fills in the pages in a browser without JavaScript."""

    def __init__(self, served: Served, browser: httpx.AsyncClient) -> None:
        self.served, self.browser = served, browser
        self.base = ""

    async def begin(self) -> str:
        answer = await self.post("/found", {})
        self.base = answer.headers["location"].rpartition("/")[0]
        return self.base.rpartition("/")[2]

    async def post(self, path: str, fields: dict[str, object], files: object = None) -> httpx.Response:
        csrf = csrf_in(await self.browser.get("/found"))
        return await self.browser.post(path, data={"csrf": csrf, **fields}, files=files)  # type: ignore[arg-type]

    async def fill(self, step: str, files: object = None, **fields: object) -> httpx.Response:
        return await self.post(f"{self.base}/{step}", fields, files)

    async def look(self, step: str) -> str:
        answer = await self.browser.get(f"{self.base}/{step}")
        assert answer.status_code == 200, (step, answer.status_code)
        return answer.text

    async def fill_all(self, roster: str = SMALL) -> None:
        await self.fill(
            "question", name="Easy breathing", question="How do we breathe?", affected="All of us"
        )
        await self.fill("we", we="coalition")
        await self.fill("approach", approach="small", why="To know each other")
        await self.fill("waves", first=["patient", "clinician"], later=["payer", "patient"], by="2027-05-31")
        await self.fill("quick-win", title="Walk together", due=SOON)
        if roster:
            await self.fill("roster", text=roster)

    async def start(self, **fields: object) -> httpx.Response:
        return await self.fill("start", display_name="Ana Ruiz", terms="1", **fields)


async def convener(served: Served, email: str = "ana@example.org") -> Convener:
    return Convener(served, await served.signed_in(await served.account(email)))


def rows_to_mend(page: str) -> dict[str, int]:
    """Name (or organisation, or address) → the number of a row that is to be mended."""
    found = {}
    for number in re.findall(r'name="name-(\d+)"', page):
        values = {
            field: unescape(re.search(rf'name="{field}-{number}"[^>]*value="([^"]*)"', page)[1])  # type: ignore[index]
            for field in ("name", "organisation", "email")
        }
        found[values["name"] or values["organisation"] or values["email"]] = int(number)
    return found


async def test_a_partnership_is_founded_page_by_page_and_its_people_are_invited(served: Served) -> None:
    ana = await convener(served)
    founding = await ana.begin()
    await ana.fill_all()
    summary = plain(await ana.look("start"))
    assert "1 person gets an invitation by e-mail" in summary
    assert "1 person has no address" in summary
    answer = await ana.start()
    assert answer.headers["location"] == f"/found/{founding}/sheet"
    views = await served.engine.views(partnership_of(founding))
    assert len([one for one in views.directory.partners.values() if one.kind == "organisation"]) == 2
    assert len(views.directory.people) == 1, "people are invited, not admitted"
    (founder,) = views.directory.people.values()
    assert founder.terms == 1
    assert views.founding.approach.we == "coalition"
    assert [one.categories for one in views.founding.waves] == [("patient", "clinician"), ("payer",)]
    assert views.founding.quick_win.due.isoformat() == SOON
    await served.app.state.mail.close()
    assert ["ben@example.org" in one for one in served.said] == [True]


async def test_codes_are_made_for_those_without_an_address_and_then_nothing_of_the_list_is_left(
    served: Served,
) -> None:
    ana = await convener(served)
    founding = await ana.begin()
    await ana.fill_all()
    await ana.start()
    (left,) = await begun_by(ana)
    assert "ben@example.org" not in left.entered
    sheet = await ana.fill("sheet", part="1")
    assert sheet.status_code == 200
    words = plain(sheet.text)
    assert "Abuela" in words
    assert "Ben" not in words
    code, pin = re.search(r"\b([A-Z]{3}-[A-Z]{3}-[A-Z]{3})\b", words)[1], re.search(r"PIN (\d{6})", words)[1]  # type: ignore[index]
    assert await served.accounts.run(served.accounts.invitations.by_code, code, pin) is not None
    again = plain((await ana.fill("sheet", part="1")).text)
    assert code not in again
    assert await served.accounts.run(served.accounts.invitations.by_code, code, pin) is None
    done = await ana.fill("printed")
    table = await ana.browser.get(done.headers["location"])
    assert table.headers["location"] == f"/p/{partnership_of(founding)}/"
    assert await begun_by(ana) == []


async def begun_by(one: Convener) -> list[Founding]:
    """What ana has begun."""
    return await one.served.accounts.run(one.served.accounts.foundings.of, await id_of(one))


async def id_of(one: Convener) -> str:
    """The account of ana."""
    account = await one.served.accounts.run(one.served.accounts.find, "ana@example.org")
    assert account is not None
    return account.id


async def test_pressing_start_twice_founds_once(served: Served) -> None:
    ana = await convener(served)
    founding = await ana.begin()
    await ana.fill_all(roster="name,email\nBen,ben@example.org\n")
    first, second = await ana.start(), await ana.start()
    assert (first.status_code, second.status_code) == (303, 303)
    views = await served.engine.views(partnership_of(founding))
    again = await ana.browser.get(f"/found/{founding}/start")
    assert again.headers["location"] == f"/p/{partnership_of(founding)}/"
    assert (await served.engine.views(partnership_of(founding))).position == views.position
    await served.app.state.mail.close()
    assert len(served.said) == 1


async def test_a_start_that_failed_half_way_goes_on_with_what_is_missing(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await convener(served)
    founding = await ana.begin()
    await ana.fill_all()

    async def away(*_: object, **__: object) -> None:
        raise ConnectionError("gone")

    with monkeypatch.context() as broken:
        broken.setattr("web.pages.founding.starting.invite_by_mail", away)
        assert (await ana.start()).status_code == 500
    position = (await served.engine.views(partnership_of(founding))).position
    waiting = await ana.start()
    assert waiting.status_code == 409
    assert "just now" in plain(waiting.text)
    monkeypatch.setattr("web.pages.founding.starting.PATIENCE", -1)
    assert (await ana.start()).status_code == 303
    assert (await served.engine.views(partnership_of(founding))).position == position
    await served.app.state.mail.close()
    assert len(served.said) == 1


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


def corrections(rows: dict[str, int]) -> dict[str, object]:
    """What is typed into the rows."""
    fields: dict[str, object] = {}
    for name, number in rows.items():
        for field, value in MENDED.get(name, {"left_out": "yes"}).items():
            fields[f"{field}-{number}"] = value
    return fields


async def test_a_row_that_is_fine_can_be_changed_too(served: Served) -> None:
    ana = await convener(served)
    await ana.begin()
    await ana.fill("roster", text=SMALL)
    page = await ana.look("check?row=2")
    assert rows_to_mend(page) == {"Ben Okafor": 2}
    await ana.fill("check", None, **{"name-2": "Ben O."})
    assert "Ben O." in plain(await ana.look("check"))


@pytest.mark.parametrize(
    ("step", "fields", "saying"),
    [
        ("question", {"name": ""}, "Please write something here."),
        ("question", {"name": "x" * 121}, "there is room for 120"),
        ("question", {"name": "x", "affected": "x" * 1001}, "there is room for 1000"),
        ("we", {}, "Please choose one."),
        ("we", {"we": "cartel"}, "Please choose one."),
        ("approach", {"approach": "huge"}, "Please choose one."),
        ("waves", {"by": "someday"}, "Please write a day"),
        ("waves", {"by": "9999-01-01"}, "too far away"),
        ("quick-win", {"title": "Walk"}, "By when?"),
        ("quick-win", {"title": "Walk", "due": "2020-01-01"}, "within 30 days"),
        ("quick-win", {"due": SOON}, "Please write something here."),
        ("roster", {"text": "name,email\n,\n"}, "no row with a name"),
        ("start", {"display_name": "Ana", "terms": "1"}, "still missing"),
    ],
)
async def test_what_cannot_be_kept_is_said_and_stays_as_typed(
    served: Served, step: str, fields: dict[str, object], saying: str
) -> None:
    ana = await convener(served)
    await ana.begin()
    answer = await ana.fill(step, **fields)
    assert answer.status_code == 422
    assert saying in plain(answer.text)
    for value in fields.values():
        assert str(value) in unescape(answer.text) or step in ("we", "approach", "waves", "start")


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


async def test_it_can_be_left_and_gone_on_with_from_another_device(served: Served) -> None:
    ana = await convener(served)
    founding = await ana.begin()
    await ana.fill("question", name="Easy breathing")
    await ana.fill("we", we="network")
    elsewhere = Convener(served, await served.signed_in(await served.account("ana@example.org")))
    listed = await elsewhere.browser.get("/found")
    assert "Easy breathing" in listed.text
    assert (await elsewhere.browser.get(f"/found/{founding}")).headers["location"].endswith("/approach")


async def test_what_was_begun_is_nobody_else_s(served: Served) -> None:
    ana, eve = await convener(served), await convener(served, "eve@example.org")
    founding = await ana.begin()
    for step in ("question", "roster", "check", "start", "sheet"):
        assert (await eve.browser.get(f"/found/{founding}/{step}")).status_code == 404
        assert (await eve.post(f"/found/{founding}/{step}", {"name": "Mine"})).status_code == 404
    await eve.post(f"/found/{founding}/deletion", {})
    assert "question" in await ana.look("question")


async def test_who_is_not_signed_in_signs_in_first(served: Served) -> None:
    answer = await served.visitor().get("/found")
    assert answer.status_code in (303, 307)
    assert answer.headers["location"].startswith("/sign-in")


async def test_nobody_begins_without_end_and_old_ones_go(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await convener(served)
    for _ in range(MOST):
        await ana.begin()
    assert (await ana.post("/found", {})).status_code == 409
    now = served.accounts.store.now()
    monkeypatch.setattr(served.accounts.store, "_clock", lambda: now + KEPT_FOR + 1)
    assert await begun_by(ana) == []


async def test_it_can_be_given_up(served: Served) -> None:
    ana = await convener(served)
    founding = await ana.begin()
    await ana.post(f"/found/{founding}/deletion", {})
    assert (await ana.browser.get(f"/found/{founding}/question")).status_code == 404


async def test_two_windows_do_not_undo_each_other(served: Served) -> None:
    ana = await convener(served)
    await ana.begin()
    await ana.fill("question", name="Easy breathing")
    await ana.fill("we", we="network")
    assert 'value="Easy breathing"' in await ana.look("question")


async def test_where_administrators_found_nobody_else_does(migrated_sqlite_url: str) -> None:
    async with serve(settings_for(migrated_sqlite_url)) as served:
        ana = await convener(served)
        assert "Start a partnership" not in (await ana.browser.get("/")).text
        refused = await ana.browser.get("/found")
        assert refused.status_code == 403
        assert "those who run it" in plain(refused.text)
        account = await served.accounts.run(served.accounts.find, "ana@example.org")
        assert account is not None
        await served.accounts.run(served.accounts.foundings.appoint, account.id)
        await served.accounts.run(served.accounts.foundings.appoint, account.id)
        assert "Start a partnership" in (await ana.browser.get("/")).text
        assert await ana.begin()


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


RULED_OUT = re.compile(
    r"\b(events?|streams?|projections?|payloads?|free riders?|tokenism|gini|consent|schema|invalid|eventos?|"
    r"proyecci[oó]n|inv[aá]lid[oa]s?|consentimiento)\b",
    re.I,
)
STEPS = ("question", "we", "approach", "waves", "quick-win", "roster", "check", "start")


@pytest.mark.parametrize("language", ["en", "es"])
async def test_every_page_is_in_the_reader_s_language_and_in_plain_words(
    migrated_sqlite_url: str, language: str
) -> None:
    pieces = list(english_pieces()) if language == "es" else []
    async with serve(settings_for(migrated_sqlite_url, EVERYSEAT_FOUNDING="anyone")) as served:
        account = await served.account("ana@example.org", language=language)
        ana = Convener(served, await served.signed_in(account))
        await ana.begin()
        pages = [await ana.look("start")]
        await ana.fill_all(MESSY.replace("Sunday", "Valle").replace("Thursdays only", "a veces"))
        pages += [(await ana.browser.get("/found")).text, *[await ana.look(step) for step in STEPS]]
        await ana.fill("roster", text=SMALL)
        await ana.start()
        pages += [await ana.look("sheet"), (await ana.fill("sheet", part="1")).text]
    for page in pages:
        assert f'<html lang="{language}"' in page
        assert not RULED_OUT.search(plain(page)), plain(page)
        assert language == "en" or english_on(page, pieces) == []
