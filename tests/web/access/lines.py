"""How an address of the pages is listed, and the groups of readers that it may be for.

`who` are those for whom it is done; everybody else is refused. `fields` are what a form sends, as little as
there must be. Names in the address stand for things in `world`; `things` says which where it matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.web.access.world import HERE, READERS

EVERYBODY = frozenset(READERS)
INSIDE = frozenset(HERE)
SIGNED_IN = EVERYBODY - {"nobody"}
AT_THE_TABLE = INSIDE - {"olga", "fern"}
ACTING = AT_THE_TABLE - {"ada"}
LEADING = frozenset(("fay", "ana"))
CONVENER = frozenset(("ana",))
NOBODY: frozenset[str] = frozenset()

ONE = {
    "{kind:str}": "mission",
    "{wording_id:str}": "w-ana",
    "{round_id:str}": "r-here",
    "{translation_id:str}": "t-ben",
    "{draft_id:str}": "draft1",
    "{suggestion_id:str}": "sg1",
    "{remark_id:str}": "rm1",
    "{decision_id:str}": "d1",
    "{objection_id:str}": "o1",
    "{goal:str}": "g1",
    "{objective:str}": "ob1",
    "{pledge:str}": "p1",
    "{person:str}": "ben",
    "{invitation:str}": "in1",
    "{seat:str}": "st1",
    "{nomination:str}": "n1",
    "{assumption:str}": "as1",
    "{position:int}": "1",
    "{token:str}": "nothing",
    "{webhook:str}": "nothing",
    "{founding:str}": "nothing",
    "{step:str}": "question",
}
"""The thing that a part of an address stands for, unless a line says another."""


class Line(NamedTuple):
    """One address with one method."""

    method: str
    path: str
    who: frozenset[str]
    fields: Mapping[str, Any] = MappingProxyType({})
    things: Mapping[str, str] = MappingProxyType({})
    told: frozenset[str] = NOBODY
    """Who may, but is told what stands in the way: the last convener does not leave."""
    judged: bool = False
    """There is nothing to be done here, so those who may are told that it is not there, or why not."""


def here(method: str, path: str, who: frozenset[str], **more: Any) -> Line:
    """An address inside the partnership."""
    return Line(method, "/p/{partnership:str}" + path, who, **more)
