"""A mission that Ben words in English, Cleo translates into Spanish and Ana checks.

all_of_us = await world(house)
wording = await all_of_us.wording()
await all_of_us.checked(wording)
"""

from __future__ import annotations

from tests.web.visitors import OpenHouse, Visitor

ENGLISH = "We listen to patients."
SPANISH = "Escuchamos a los pacientes."


class World:
    """Ana and Ben write and read English, Cleo Spanish; Olga looks on."""

    def __init__(self, house: OpenHouse, ana: Visitor, ben: Visitor, cleo: Visitor) -> None:
        self.house, self.ana, self.ben, self.cleo = house, ana, ben, cleo

    async def wording(self, text: str = ENGLISH) -> str:
        """Ben proposes a mission."""
        await self.ben.sent("/statements/mission/wordings", text=text, language="en")
        return str((await self.house.views()).charter.statements["mission"].wordings[-1])

    async def translated(self, wording: str, by: Visitor | None = None, text: str = SPANISH) -> str:
        """Somebody offers it in Spanish: Cleo, unless another is named."""
        by = by or self.cleo
        await by.sent(f"/wordings/{wording}/translations", language="es", text=text)
        return str((await self.house.views()).charter.wordings[wording].translations[-1].id)

    async def checked(self, wording: str) -> str:
        """Cleo translates and Ana checks."""
        translation = await self.translated(wording)
        await self.ana.sent(f"/translations/{translation}/check", corrections="0")
        return translation

    async def put(self, wording: str) -> str:
        """Ana opens a decision that counts however few answer; its address."""
        fields = {"title": "Shall this be our mission?", "quorum": "0", "closes_in": "by hand"}
        fields |= {"subject.kind": "wording", "subject.id": wording}
        return (await self.ana.sent("/decisions", fields)).removeprefix(self.ana.base)

    async def agree(self, wording: str) -> str:
        """It becomes the mission."""
        place = await self.put(wording)
        await self.ana.sent(f"{place}/closing")
        return place


async def world(house: OpenHouse, ben: str = "en") -> World:
    """Everybody signed in, and the mission begun."""
    visitors = [
        await house.visitor("ana"),
        await house.visitor("ben", ben),
        await house.visitor("cleo", "es"),
    ]
    await visitors[0].sent("/statements", kind="mission")
    return World(house, *visitors)
