"""What is pushed to open pages of the mission and of decisions: one element, nothing personal, no secrets."""

from __future__ import annotations

import re

import pytest

from tests.web.questions import put_wording
from tests.web.visitors import OpenHouse
from web.live import Fragment
from web.pages import charter, decisions
from web.reader import Audience, AudienceRole
from web.rendering import Rendering

FRAGMENTS = [*charter.FRAGMENTS, *decisions.FRAGMENTS]
ROLES: tuple[AudienceRole, ...] = ("observer", "member", "facilitator", "auditor")


async def pushed(house: OpenHouse, role: AudienceRole) -> dict[str, str]:
    """Every fragment of these pages as this role is sent it, by element."""
    views, found = await house.views(), {}
    rendering = Rendering(house.engine.keys)
    for fragment in FRAGMENTS:
        for item in items(fragment, views.decisions.order):
            context = fragment.context(views, Audience(role), item)
            if context is not None:
                shared = {"item": item, "page": fragment.page, **context}
                html = rendering.block(fragment.template, fragment.block, views, Audience(role), shared)
                found[fragment.element(item)] = html.strip()
    return found


def items(fragment: Fragment, order: list[str]) -> list[str | None]:
    """Something of each kind that the fragment can be about."""
    if fragment.page == "mission":
        return ["mission", "vision"]
    return [None] if fragment.page == "decisions" else [*order]


async def seeded(house: OpenHouse) -> str:
    """A mission, a decision on it with votes and an objection."""
    ana, ben, place = await put_wording(house)
    await ana.sent(f"{place}/ballots", {"choice": "no objection"})
    await ben.sent(f"{place}/objections", reason="It forgets families.")
    return place


@pytest.mark.parametrize("role", ROLES)
async def test_a_fragment_is_one_element_with_its_id_and_nothing_personal(
    open_house: OpenHouse, role: AudienceRole
) -> None:
    await seeded(open_house)
    for element, html in (await pushed(open_house, role)).items():
        opening = re.match(r'<(\w+)[^>]*\bid="([^"]+)"', html)
        assert opening, (element, html[:200])
        assert opening[2] == element
        assert html.endswith(f"</{opening[1]}>")
        assert html.count(f"<{opening[1]}") == html.count(f"</{opening[1]}>")
        for personal in ("<form", "csrf", "<textarea", "<button"):
            assert personal not in html, element


async def test_what_observers_are_sent_names_nobody_and_quotes_nothing_unsettled(
    open_house: OpenHouse,
) -> None:
    await seeded(open_house)
    sent = await pushed(open_house, "observer")
    assert not any(element.startswith(("wording-list", "objections")) for element in sent)
    together = " ".join(sent.values())
    for hidden in ("Ana Ruiz", "Ben Okafor", "It forgets families", "We listen"):
        assert hidden not in together


async def test_what_auditors_are_sent_quotes_everything_and_names_nobody(open_house: OpenHouse) -> None:
    await seeded(open_house)
    together = " ".join((await pushed(open_house, "auditor")).values())
    assert "It forgets families" in together
    assert "We listen" in together
    for hidden in ("Ana Ruiz", "Ben Okafor"):
        assert hidden not in together


async def test_the_page_shows_a_part_as_it_is_pushed(open_house: OpenHouse) -> None:
    place = await seeded(open_house)
    ada = await open_house.visitor("ada")
    decision = place.rsplit("/", 1)[1]
    page = without_blanks(await ada.text(place))
    sent = await pushed(open_house, "auditor")
    for block in ("outcome", "decision-tally"):
        assert without_blanks(sent[f"{block}-{decision}"]) in page


def without_blanks(html: str) -> str:
    """Markup without the blanks between its marks, which differ with how deep a block is included."""
    return re.sub(r"\s+", " ", html)


async def test_every_step_of_a_decision_touches_its_own_page_and_the_list(open_house: OpenHouse) -> None:
    place = await seeded(open_house)
    decision = place.rsplit("/", 1)[1]
    history = await open_house.engine.history(open_house.partnership, 0)
    steps = [one for one in history if getattr(one.event, "decision", None) == decision]
    assert len(steps) == 3
    listed = next(one for one in FRAGMENTS if one.block == "decision_list")
    tally = next(one for one in FRAGMENTS if one.block == "decision_tally")
    for step in steps:
        assert list(listed.touched(step)) == [None]
        assert list(tally.touched(step)) == [decision]
    others = [one for one in history if getattr(one.event, "decision", None) is None]
    assert not any(list(listed.touched(one)) for one in others)
