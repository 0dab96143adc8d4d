"""The page for programs: made here, loading nothing from elsewhere, and in plain words."""

from __future__ import annotations

import re

import pytest

from tests.journeys.test_words import RULED_OUT
from tests.web.api.programs import with_token
from tests.web.visitors import OpenHouse, plain
from web.api.commands import COMMANDS


@pytest.mark.parametrize("language", ["en", "es"])
async def test_the_page_has_everything_and_loads_nothing_from_elsewhere(
    open_house: OpenHouse, language: str
) -> None:
    visitor = with_token(open_house, None, **{"Accept-Language": language})
    answer = await visitor.client.get("/api/v1/")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text
    assert all(f'id="{command}"' in answer.text for command in COMMANDS)
    loaded = re.findall(r'(?:src|href|action)="([^"]*)"', answer.text)
    assert all(one.startswith(("/", "#")) and not one.startswith("//") for one in loaded)
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert " style=" not in answer.text
    assert "set-cookie" not in answer.headers


async def test_the_page_says_no_word_that_is_ruled_out(open_house: OpenHouse) -> None:
    visitor = with_token(open_house, None)
    said = plain((await visitor.client.get("/api/v1/")).text)
    found = re.findall(rf".{{30}}(?<![\w-])(?:{RULED_OUT['en']})(?![\w-]).{{30}}", said, re.IGNORECASE)
    assert found == []


async def test_the_document_is_for_everybody(open_house: OpenHouse) -> None:
    answer = await with_token(open_house, None).client.get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.0")
