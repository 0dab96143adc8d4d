"""A Spanish reader's pages: every sentence on them is Spanish, and so is every date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest_asyncio

from tests.catalogues import catalogue
from tests.journeys.pages import kind_of, read
from tests.web.questions import put
from tests.web.visitors import OpenHouse, Visitor, opened, plain

LONG = 12
"""Shorter pieces of a sentence may stand in a Spanish one, or in a name, by chance."""
PLACE = re.compile(r"%%|%\(\w+\)s|\{\w*\}")
ENGLISH_TIME = re.compile(
    r"\b(January|February|March|April|June|July|August|September|October|November|December|Jan|Apr|Aug|Dec"
    r"|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(days?|hours?|weeks?|months?|minutes?) ago|AM|PM)\b"
)
STEP = {
    "title": "Más viajes",
    "baseline": "0",
    "target": "1234,5",
    "unit": "viajes",
    "due": "2999-12-31",
    "owner": "ben",
    "smart.specific": "Un coche",
    "smart.measurable": "La lista",
    "smart.achievable": "Ya hay coche",
    "smart.relevant": "Acerca a la gente",
    "smart.time_bound": "Antes del frío",
}
TROUBLE = ("/nada", "/history/999999", "/goals/nada", "/decisions/nada")


@pytest_asyncio.fixture
async def people(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[dict[str, Visitor]]:
    """Everybody in a house where a little of everything has happened, reading Spanish."""
    async with opened(migrated_sqlite_url, tmp_path) as house:
        there = {name: await house.visitor(name, "es") for name in ("ana", "ben", "cleo", "olga", "ada")}
        await live_a_little(house, there["ana"], there["ben"], there["cleo"])
        yield there


async def live_a_little(house: OpenHouse, ana: Visitor, ben: Visitor, cleo: Visitor) -> None:
    """Texts, questions, goals and promises in most of their states."""
    await ben.sent("/how-we-work/terms")
    await discuss(house, ana, ben, cleo)
    await wish(house, ana, ben, cleo)
    await keep(ben, cleo)
    await ben.sent("/directory/me/break")


async def discuss(house: OpenHouse, ana: Visitor, ben: Visitor, cleo: Visitor) -> None:
    """A text agreed and put right, one taken back, one with an objection; a question left open."""
    await ana.sent("/statements", kind="mission")
    for text in ("Escuchamos", "Respiramos", "Cuidamos"):
        await ben.sent("/statements/mission/wordings", text=text, language="es")
    agreed, _, disputed = (await house.views()).charter.wordings
    await ben.sent(f"/wordings/{agreed}/corrections", text="Escuchamos.", why="Faltaba el punto")
    place = await put(ana, title="¿Esta?", **{"subject.kind": "wording", "subject.id": agreed})
    await ana.sent(f"{place}/ballots", choice="no objection")
    await ben.sent(f"{place}/ballots", choice="no objection")
    await ana.sent(f"{place}/closing", why="Ya está")
    place = await put(ana, title="¿O esta?", **{"subject.kind": "wording", "subject.id": disputed})
    await cleo.sent(f"{place}/objections", reason="Es corta")
    await ana.sent(f"{place}/extension", days="3", why="Hay dudas")
    place = await put(cleo, title="¿Los lunes?", method="majority", electorate_kind="members")
    await ben.sent(f"{place}/ballots", choice="yes")
    await ben.sent(f"{place}/ballots", choice="abstain")


async def wish(house: OpenHouse, ana: Visitor, ben: Visitor, cleo: Visitor) -> None:
    """Goals in each state, one with a step that has come some way."""
    places = [
        await ben.sent("/goals", title=title, why="Falta") for title in ("Viajes", "Aire", "Cartas", "Red")
    ]
    taken, reached, dropped, _ = [place.rsplit("/", 1)[1] for place in places]
    for visitor, choice in ((ana, "support"), (ben, "unsure"), (cleo, "against")):
        await visitor.sent(f"/goals/{taken}/votes", vote=choice)
    await ben.sent("/goals/ranking", add=taken)
    await ana.sent(f"/goals/{taken}/adoption")
    await ana.sent(f"/goals/{reached}/adoption")
    await ana.sent(f"/goals/{reached}/achievement")
    await ben.sent(f"/goals/{dropped}/letting-go", why="Ya se hace")
    await ben.sent(f"/goals/{taken}/objectives", STEP)
    (step,) = (await house.views()).goals.goals[taken].objectives
    await ben.sent(f"/goals/{taken}/objectives/{step}/reports", value="25", evidence="La lista")
    await ben.sent(f"/goals/{taken}/objectives/{step}/plans", target="30", due="2999-11-30", why="Nieve")


async def keep(ben: Visitor, cleo: Visitor) -> None:
    """Promises in each state."""
    fields = {"kind": "volunteer time", "amount": "12345,5", "unit": "hours", "due": "2999-01-31"}
    titles = ("Llevar", "Traer", "Leer", "Contar")
    places = [await ben.sent("/promises", fields | {"title": title}) for title in titles]
    confirmed, disputed, let_go, _ = [place.rsplit("/", 1)[1] for place in places]
    for pledge in (confirmed, disputed):
        await ben.sent(f"/promises/{pledge}/delivery", evidence="El cuaderno")
    await cleo.sent(f"/promises/{confirmed}/confirmation")
    await cleo.sent(f"/promises/{disputed}/different-view", why="Vi menos")
    await ben.sent(f"/promises/{let_go}/revisions", amount="8", due="2999-03-01", why="Enfermé")
    await ben.sent(f"/promises/{let_go}/letting-go", why="Sin coche")


async def every_page(visitor: Visitor, each: int = 4) -> dict[str, str]:
    """Every page that links lead to, so many of each kind, and what a reader sees of trouble."""
    found: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    waiting = [f"{visitor.base}/"]
    while waiting:
        path = waiting.pop(0)
        answer = await visitor.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        found[path] = answer.text
        for link in read(answer.text).links:
            there = urldefrag(link).url
            there = urlsplit(path).path + there if there.startswith("?") else there
            new = there.startswith(visitor.base) and there not in found and there not in waiting
            if new and kinds[kind_of(there)] < each:
                kinds[kind_of(there)] += 1
                waiting.append(there)
    for path in TROUBLE:
        found[path] = (await visitor.get(path)).text
    return found


def english_pieces() -> Iterator[str]:
    """The longest piece without places of each sentence that Spanish says in another way."""
    for message in catalogue("es"):
        said = (message.id,) if isinstance(message.id, str) else message.id
        put = (message.string,) if isinstance(message.string, str) else message.string
        for one, other in zip(said, put, strict=True):
            piece = max(PLACE.split(one), key=len).strip()
            if len(piece) > LONG and piece not in other:
                yield " ".join(piece.split())


def english_on(html: str, pieces: list[str]) -> list[str]:
    """The English sentences on a page, and its English dates."""
    text = "\n".join([*read(html).text, plain(html)])
    return [piece for piece in pieces if piece in text] + [hit[0] for hit in ENGLISH_TIME.finditer(text)]


async def test_a_spanish_reader_meets_no_english_sentence(people: dict[str, Visitor]) -> None:
    pieces = list(english_pieces())
    assert len(pieces) > 500
    for name, visitor in people.items():
        pages = await every_page(visitor)
        assert len(pages) > 20
        assert {path: wrong for path, html in pages.items() if (wrong := english_on(html, pieces))} == {}, (
            name
        )
        assert [path for path, html in pages.items() if '<html lang="es"' not in html] == [], name


async def test_dates_and_numbers_are_written_as_spanish_writes_them(people: dict[str, Visitor]) -> None:
    promises = plain(await people["ben"].text("/promises"))
    assert "12.345,5 horas" in promises
    assert "31 de enero de 2999" in promises
    (goal,) = re.findall(r'/goals/([0-9a-f]{32})">.{0,40}Viajes', await people["ana"].text("/goals"))[:1]
    shown = plain(await people["ana"].text(f"/goals/{goal}"))
    assert "De 0 a 30 viajes para el 30 de noviembre de 2999 . Ahora: 25 viajes" in shown


async def test_what_went_wrong_is_said_in_spanish(open_house: OpenHouse) -> None:
    ben, olga = await open_house.visitor("ben", "es"), await open_house.visitor("olga", "es")
    pieces = list(english_pieces())
    answers = [
        await ben.send("/goals", title=""),
        await ben.send("/goals", title="x" * 1001, why="Falta"),
        await ben.send("/promises", title="Llevar", kind="in-kind", due="2001-01-01"),
        await ben.send("/goals/nada/votes", vote="support"),
        await olga.send("/goals", title="Viajes"),
    ]
    assert [answer.status_code for answer in answers if answer.status_code < 400] == []
    assert [english_on(answer.text, pieces) for answer in answers] == [[]] * len(answers)


async def test_a_stranger_is_met_in_the_language_of_their_browser(open_house: OpenHouse) -> None:
    browser = (await open_house.visitor("ben")).client
    browser.cookies.clear()
    pieces = list(english_pieces())
    for path in ("/sign-in", "/sign-in/sent", "/sign-in/link/nada", "/nada"):
        answer = await browser.get(path, headers={"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"})
        assert english_on(answer.text, pieces) == [], path
        assert '<html lang="es"' in answer.text
