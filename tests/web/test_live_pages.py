"""An open page that is pushed what changed equals the page loaded afresh: every page, act and role.

Before each act every page is loaded for every role. After it the live frame since then is put into the
old page, element by element, as the browser does; what comes out must be what the server shows now.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from functools import cached_property
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from tests.web.live_steps import PAGES, STEPS
from tests.web.trees import Node, tree
from tests.web.visitors import OpenHouse, Visitor, opened
from web.live.fragment import EVERY_PAGE
from web.pages import FRAGMENTS
from web.security.limits import Buckets


@pytest_asyncio.fixture
async def open_house(migrated_sqlite_url: str, tmp_path: Path) -> AsyncIterator[OpenHouse]:
    async with opened(migrated_sqlite_url, tmp_path) as house:
        yield house


CHANGES_ANYWAY = re.compile(
    r'nonce="[^"]*"|name="(?:csrf|command)" value="[^"]*"|data-after="\d+"|X-CSRF-Token": "[^"]*"'
)


class Loaded:
    """A page as it came, taken apart when somebody looks inside."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def tree(self) -> Node:
        """Its elements."""
        return tree(self.text)

    @cached_property
    def settled(self) -> str:
        """It without what is new each time though nothing has changed."""
        return CHANGES_ANYWAY.sub("", self.text)


async def load(visitor: Visitor) -> dict[str, Loaded]:
    """Every page that exists now."""
    found = {}
    for path in PAGES:
        answer = await visitor.get(path)
        if answer.status_code == 200:
            found[path] = Loaded(answer.text)
        else:
            assert answer.status_code in (403, 404), (path, answer.status_code, answer.text[-900:])
    return found


def live_of(page: Node) -> dict[str, str | None] | None:
    """Where a page's socket goes."""
    node = next(
        (one for one in page.everything() if {"data-live", "data-page"} <= one.attributes.keys()), None
    )
    return node.attributes if node else None


async def push(visitor: Visitor, page: Node) -> tuple[list[str], int]:
    """Put what was missed since into the page; gives the elements that came."""
    live = live_of(page)
    assert live is not None
    query = {"page": live["data-page"], "after": live["data-after"]}
    if live["data-item"]:
        query["item"] = live["data-item"]
    answer = await visitor.client.get(f"{live['data-live']}/poll", params=query)
    assert answer.status_code == 200, answer.text
    position, _, body = answer.text.partition("\n")
    came = []
    for part in tree(body).children:
        assert isinstance(part, Node)
        (root,) = [child for child in part.children if isinstance(child, Node)]
        assert root.id == part.id, f"the root of {part.id} has the id {root.id}"
        came.append(str(root.id))
        page.put(root)
    return came, int(position)


def fragments_in(page: Node) -> dict[str, Node]:
    """The elements of a page that are live."""
    live = live_of(page)
    here = (live["data-page"], EVERY_PAGE) if live else ()
    blocks = {f.block.replace("_", "-") for f in FRAGMENTS if f.page in here}
    return {
        node.id: node
        for node in page.everything()
        if node.id and any(node.id == block or node.id.startswith(f"{block}-") for block in blocks)
    }


@pytest.mark.parametrize("person", ["ana", "ben", "olga", "ada"])
async def test_a_pushed_page_equals_a_fresh_one_after_every_act(open_house: OpenHouse, person: str) -> None:
    # One test asks for more pages in a minute than a houseful of people.
    open_house.app.asgi_handler._limits.pages = Buckets(1_000_000)
    visitor = await open_house.visitor(person)
    pushed_any, stale = 0, list[str]()
    before = await load(visitor)
    for step in STEPS:
        await open_house.ask(step.kind, step.fields, command=step.thing or uuid4().hex, **step.act)
        after = await load(visitor)
        for path in before.keys() & after.keys():
            old, fresh = before[path], after[path]
            if live_of(old.tree) is None:
                continue
            came, position = await push(visitor, old.tree)
            pushed_any += len(came)
            if not came and old.settled == fresh.settled:
                continue
            assert position == int(live_of(fresh.tree)["data-after"])  # type: ignore[index,arg-type]
            for element in not_as_fresh(old.tree, fresh.tree):
                stale.append(f"{step.kind.__name__}: {element} on {path} (pushed: {came})")
        before = after
    assert not stale, "\n".join(stale)
    assert pushed_any > len(STEPS) // 4


def not_as_fresh(pushed: Node, fresh: Node) -> Iterator[str]:
    """The live elements that read otherwise than on the page loaded afresh."""
    for element, node in fragments_in(fresh).items():
        shown = pushed.find(element)
        if shown is None or shown.text() != node.text():
            yield element
