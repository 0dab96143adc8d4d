"""The frame and the parts of a page, as the product's own templates render them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from events.log.keys import KeyStore
from events.log.migrations import KEYS, migrate
from tests.web.look_sample import MISSION, Samples, acted, seats
from web.asking import Ask
from web.door import Problem
from web.reader import LANGUAGES

TEMPLATES = Path(__file__).parents[2] / "web" / "templates"
TOO_LONG = Problem(
    "{length} of {limit}", "title", {"length": 140, "limit": 120}, {"title": "<b>x</b>", "command": "c9"}
)


@pytest.fixture
def samples(tmp_path: Path) -> Samples:
    """The product's templates with a key store of their own."""
    url = f"sqlite:///{tmp_path / 'keys.sqlite'}"
    migrate(url, KEYS)
    return Samples(KeyStore.at(url, b"0" * 32))


def text(html: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["sample.html", "tables.html", "more.html"])
def test_no_page_has_script_or_style_in_line(samples: Samples, template: str, language: str) -> None:
    html = samples.show(template, language, seats=seats(15), mission=MISSION)  # type: ignore[arg-type]
    assert f'<html lang="{language}">' in html
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
    assert re.findall(r"<script[^>]*>", html) == re.findall(
        r'<script src="/assets/[^"]+" defer nonce="[^"]+">', html
    )


def test_ids_are_unique_and_everything_pointed_at_is_there(samples: Samples) -> None:
    html = samples.show("sample.html", problem=TOO_LONG)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    pointed = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html)
    assert {one for several in pointed for one in several.split()} <= set(ids)
    assert set(re.findall(r'<label for="([^"]+)"', html)) <= set(ids)


def test_the_navigation_has_its_words_and_tells_where_one_is(samples: Samples) -> None:
    html = samples.show("sample.html")
    navigation = html[html.index("<nav") : html.index("</nav>")]
    assert text(navigation) == "The table Mission Decisions Goals Promises How we work History More"
    assert 'href="/p/riverside/goals" aria-current="page"' in navigation


def test_a_live_page_tells_its_socket_what_it_shows(samples: Samples) -> None:
    html = samples.show("sample.html", item="g1")
    assert 'data-live="/p/riverside/live" data-page="goals" data-item="g1" data-after="1204"' in html
    assert "X-CSRF-Token" in html


def test_a_page_of_the_past_says_of_when_and_leads_back(samples: Samples) -> None:
    html = samples.show("sample.html", live=False)
    assert "data-live=" not in html
    assert "as of Mar 3, 2026" in text(html)
    assert "· 1,204" in text(html)
    assert '<a data-now href="/p/riverside/goals">Back to now</a>' in html


def test_made_up_people_are_said_to_be_made_up(samples: Samples) -> None:
    assert "The people here are made up." in samples.show("more.html")


def test_of_at_most_three_things_a_page_asks_the_first_and_unfolds_the_others(samples: Samples) -> None:
    asks = [Ask(Markup(f"Ask {n}"), "#", "Do", n) for n in range(1, 6)]
    said = text(samples.show("sample.html", needs=asks))
    assert "Needs you Ask 1 1 minute Do 2 more Ask 2 2 minutes Do Ask 3 3 minutes Do" in said
    assert "Ask 4" not in said
    assert "Needs you" not in text(samples.show("sample.html", needs=[]))


def test_what_was_wrong_stands_at_the_head_and_beside_its_field_and_the_typed_text_stays(
    samples: Samples,
) -> None:
    html = samples.show("sample.html", problem=TOO_LONG)
    assert '<a href="#title">140 of 120</a>' in html
    assert 'aria-describedby="title-error title-hint title-counter" aria-invalid="true"' in html
    assert 'value="&lt;b&gt;x&lt;/b&gt;"' in html
    assert 'name="command" value="c9"' in html  # Sent again, it is the same act.


def test_a_field_inside_another_gets_back_what_was_typed(samples: Samples) -> None:
    wrong = Problem("Please fill this in.", "smart.specific", typed={"smart": {"specific": "four clinics"}})
    env = samples._environments["en"]
    macro = env.get_template("macros.html").make_module({"naming": None}).field  # type: ignore[attr-defined]
    html = str(macro("smart.specific", "Specific", problem=wrong))
    assert 'value="four clinics"' in html
    assert 'id="smart-specific"' in html


def test_two_forms_have_two_commands(samples: Samples) -> None:
    commands = re.findall(r'name="command" value="([^"]+)"', samples.show("sample.html"))
    assert len(commands) == len(set(commands)) == 2


def test_every_form_says_who_sends_it_and_works_without_a_script(samples: Samples) -> None:
    html = samples.show("sample.html")
    forms = re.findall(r'<form[^>]*method="post".*?</form>', html, re.S)
    assert forms
    looking = re.findall(r"<form[^>]*>", re.sub(r'<form[^>]*method="post".*?</form>', "", html, flags=re.S))
    assert all('method="get"' in form and 'role="search"' in form for form in looking)
    assert all("action=" in form and 'name="csrf" value="token"' in form for form in forms)


def test_provenance_says_who_for_whom_when_and_which_moment(samples: Samples) -> None:
    html = samples.show("sample.html")
    said = text(html)
    assert "Ana Ruiz , for Riverside Clinic Mar 3, 2026" in said
    assert 'href="/p/riverside/history/811"' in html


def test_the_table_is_drawn_once_for_eyes_and_listed_once_for_everybody(samples: Samples) -> None:
    html = samples.show("tables.html", seats=seats(15), mission=MISSION)
    drawing = html[
        html.index('<svg class="drawing"') : html.index("</svg>", html.index('<svg class="drawing"'))
    ]
    assert 'aria-hidden="true"' in drawing
    assert all('tabindex="-1"' in link for link in re.findall(r"<a [^>]*>", drawing))
    first = html[html.index('id="round-table-one"') : html.index('id="round-table-two"')]
    assert first.count(">Smokefree Neighborhoods Coalition of Central Indiana<") == 1
    assert first.count(MISSION) == 1


def test_no_template_of_the_look_names_an_act_of_the_sample() -> None:
    # The sample stands beside the tests: nothing of it is shipped.
    assert acted.__module__.startswith("tests.")
    assert not list(TEMPLATES.rglob("sample*"))
