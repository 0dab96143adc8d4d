"""Starting a partnership, page by page: left, gone on with, mended, and started once."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape

import pytest
import pytest_asyncio

from tests.web.convening import (
    SMALL,
    SOON,
    Convener,
    begun_by,
    convener,
    id_of,
)
from tests.web.rosters import MESSY
from tests.web.served import Served, serve, settings_for
from tests.web.test_language_pages import english_on, english_pieces
from tests.web.visitors import plain
from web.accounts.foundings import KEPT_FOR, MOST
from web.pages.founding.drafts import partnership_of


@pytest_asyncio.fixture
async def served(migrated_database_url: str) -> AsyncIterator[Served]:
    async with serve(settings_for(migrated_database_url, EVERYSEAT_FOUNDING="anyone")) as running:
        yield running


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


async def test_what_has_started_is_not_given_up_half_way(served: Served) -> None:
    ana = await convener(served)
    founding = await ana.begin()
    await ana.fill_all()
    await ana.start()
    await ana.post(f"/found/{founding}/deletion", {})
    assert "Abuela" in await ana.look("sheet")


async def test_nobody_starts_without_having_read_what_is_kept(served: Served) -> None:
    ana = await convener(served)
    await ana.begin()
    await ana.fill_all()
    for terms in ("", "0", "2"):
        answer = await ana.fill("start", display_name="Ana", terms=terms)
        assert answer.status_code == 422
        assert "Please read what is kept" in plain(answer.text)
    nameless = await ana.fill("start", display_name=" ", terms="1")
    assert "Please write something here." in plain(nameless.text)


async def test_a_quick_win_whose_day_has_passed_meanwhile_is_chosen_again(served: Served) -> None:
    ana = await convener(served)
    await ana.begin()
    await ana.fill_all()
    (left,) = await begun_by(ana)
    old = left.entered.replace(SOON, "2020-01-01")
    keep = served.accounts.foundings.keep
    assert await served.accounts.run(keep, await id_of(ana), left.id, "start", old, instead_of=left.entered)
    assert "a day within 30 days for the quick win" in plain(await ana.look("start"))
    assert (await ana.start()).status_code == 422


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
