"""Somebody who starts a partnership, page by page, in a browser without JavaScript."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx

from tests.web.served import Served, csrf_in
from web.accounts.foundings import Founding

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


async def begun_by(one: Convener) -> list[Founding]:
    """What ana has begun."""
    return await one.served.accounts.run(one.served.accounts.foundings.of, await id_of(one))


async def id_of(one: Convener) -> str:
    """The account of ana."""
    account = await one.served.accounts.run(one.served.accounts.find, "ana@example.org")
    assert account is not None
    return account.id


def corrections(rows: dict[str, int]) -> dict[str, object]:
    """What is typed into the rows."""
    fields: dict[str, object] = {}
    for name, number in rows.items():
        for field, value in MENDED.get(name, {"left_out": "yes"}).items():
            fields[f"{field}-{number}"] = value
    return fields
