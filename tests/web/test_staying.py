"""Who looks at the past stays there, wherever a link leads."""

from __future__ import annotations

import re

import pytest

from tests.web.test_live_pages import STEPS
from tests.web.visitors import OpenHouse
from web.rendering.staying import staying
from web.security.limits import Buckets

HERE = "/p/p1"
ADDRESSES = [
    ("/p/p1", "/p/p1?at=7"),
    ("/p/p1/", "/p/p1/?at=7"),
    ("/p/p1/goals/g1#top", "/p/p1/goals/g1?at=7#top"),
    ("/p/p1/history?kind=goals", "/p/p1/history?kind=goals&amp;at=7"),
    ("/p/p1/mission/differences?one=a&amp;other=b", "/p/p1/mission/differences?one=a&amp;other=b&amp;at=7"),
    ("/p/p1/?at=3", "/p/p1/?at=3"),
    ("/p/p1/history?kind=goals&at=3", "/p/p1/history?kind=goals&at=3"),
    ("/p/p12/goals", "/p/p12/goals"),
    ("/assets/main.css", "/assets/main.css"),
    ("https://example.org/p/p1/goals", "https://example.org/p/p1/goals"),
]


@pytest.mark.parametrize(("before", "after"), ADDRESSES, ids=[before for before, _ in ADDRESSES])
def test_a_link_into_the_partnership_keeps_the_moment(before: str, after: str) -> None:
    assert staying(f'<a class="x" href="{before}">x</a>', HERE, 7) == f'<a class="x" href="{after}">x</a>'


def test_the_way_back_to_now_leads_to_now() -> None:
    link = '<a data-now href="/p/p1/goals">Back to now</a>'
    assert staying(link, HERE, 7) == link


def test_what_somebody_wrote_is_no_link() -> None:
    text = "<p>href=&#34;/p/p1/goals&#34; and href='/p/p1'</p>"
    assert staying(text, HERE, 7) == text


async def test_on_every_page_of_the_past_every_link_stays_in_it(open_house: OpenHouse) -> None:
    for step in STEPS:
        more = {"command": step.thing} if step.thing else {}
        await open_house.ask(step.kind, step.fields, **more, **step.act)
    open_house.app.asgi_handler._limits.pages = Buckets(1_000_000)
    at = (await open_house.views()).position - 4
    ben = await open_house.visitor("ben")
    seen, waiting = set[str](), [f"{ben.base}/?at={at}"]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        answer = await ben.client.get(address)
        assert answer.status_code == 200, address
        for now, link in re.findall(rf'(data-now )?href="({ben.base}[^"]*)"', answer.text):
            there = link.replace("&amp;", "&").split("#")[0]
            assert now or "at=" in there, f"{there} on {address}"
            if f"at={at}" in there and there not in seen and there not in waiting:
                waiting.append(there)
    assert len(seen) > 25


async def test_another_language_or_light_is_the_same_moment_in_it(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    page = await ben.text("/history?kind=partners&at=3")
    assert page.count(f'name="next" value="{ben.base}/history?kind=partners&amp;at=3"') == 2


async def test_what_was_asked_of_a_page_is_asked_again_at_another_moment(open_house: OpenHouse) -> None:
    ben = await open_house.visitor("ben")
    page = await ben.text("/search?q=air+%22%3E&at=3")
    assert f'<a data-now href="{ben.base}/search?q=air+%22%3E">' in page
    assert f'href="{ben.base}/search?at=2&amp;q=air+%22%3E"' in page
    assert '<input type="hidden" name="q" value="air &#34;&gt;">' in page
