"""The OpenAPI document holds, and whatever fits it or does not gets an answer that the document promises."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks as promised

from tests.journeys.house import House, standing
from tests.web.api.programs import PROBLEM, program
from tests.web.api.test_views import act_out
from web.api.commands import COMMANDS
from web.api.document import document
from web.api.routes import HANDLERS, ROOT

KEPT_PROMISES = [
    not_a_server_error,
    promised.status_code_conformance,
    promised.content_type_conformance,
    promised.response_headers_conformance,
    promised.response_schema_conformance,
]
EACH = 4
"""Examples of each kind for each of the operations, of which there are more than seventy."""
REAL = {"goal": "g1", "decision": "d2", "pledge": "p1", "wording": "w1", "person": "eva", "partner": "payer"}
"""Ids that there are: half of the examples ask for these."""
LOUD = settings(
    max_examples=EACH,
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_the_document_is_valid_and_complete() -> None:
    whole = document()
    schemathesis.openapi.from_dict(whole).validate()
    commands = {path.rsplit("/", 1)[1] for path in whole["paths"] if "/commands/" in path}
    assert commands == set(COMMANDS)
    for path, item in whole["paths"].items():
        for operation in item.values():
            assert operation["summary"], path
            assert {"401", "404", "422", "429"} <= operation["responses"].keys(), path


def test_every_address_is_in_the_document() -> None:
    written = {path.replace("{", "").replace("}", "") for path in document()["paths"]}
    for handler in HANDLERS:
        for path in handler.paths:
            found = path.replace("{", "").replace("}", "").replace(":str", "")
            told = any(one.startswith(found.split("/views/")[0].split("/commands/")[0]) for one in written)
            assert told or found in ("/", "/openapi.json"), path
    assert document()["servers"][0]["url"] == ROOT


def test_limits_and_choices_are_told() -> None:
    schemas = document()["components"]["schemas"]
    assert schemas["ProposeGoal"]["properties"]["title"] == {
        "type": "string",
        "minLength": 1,
        "maxLength": 1000,
    }
    assert schemas["VoteOnGoal"]["properties"]["vote"]["enum"] == ["against", "support", "unsure"]
    assert schemas["ProposeGoal"]["additionalProperties"] is False
    assert "perspective" not in schemas["DeclarePerspective"]["properties"]


async def test_every_answer_is_one_that_the_document_promises(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    async with standing(migrated_sqlite_url, tmp_path) as house:
        await act_out(house)
        for person in ("ana", "olga"):
            token = (await program(house, person)).token
            assert token
            statuses = await asyncio.to_thread(ask_everything, house, token)
            assert 200 in statuses
            assert {403, 404, 422} <= statuses


def ask_everything(house: House, token: str) -> set[int]:
    """Ask for everything in the document, with what fits it and with what does not."""
    schema = schemathesis.openapi.from_dict(document())
    statuses: set[int] = set()
    for found in schema.get_all_operations():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            strategy = found.ok().as_strategy(generation_mode=mode)
            LOUD(given(case=strategy)(lambda case: statuses.add(ask_once(case, house, token))))()
    return statuses


def ask_once(case: Any, house: House, token: str) -> int:
    """One request, with ids that there are in half of the cases; its status."""
    chance = random.Random(str(case.body) + str(case.path_parameters))
    if chance.random() < 0.9 and "partnership" in (case.path_parameters or {}):
        case.path_parameters["partnership"] = house.partnership
    if chance.random() < 0.5:
        for fields in (case.body, case.path_parameters):
            if isinstance(fields, dict):
                fields.update({name: REAL[name] for name in fields.keys() & REAL.keys()})
    base = house.settings.base_url + ROOT
    answer = case.call(base_url=base, headers={"Authorization": f"Bearer {token}"})
    case.validate_response(answer, checks=KEPT_PROMISES)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == [PROBLEM], answer.headers
        assert answer.json()["status"] == answer.status_code
    return int(answer.status_code)
