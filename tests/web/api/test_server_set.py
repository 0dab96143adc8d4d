"""Whose act it was, for whom, when and where it stands is set by the server, whatever a program sends."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.web.api.programs import Program, problem_in, program, unhurried
from tests.web.visitors import OpenHouse

BODIES: dict[str, dict[str, Any]] = {
    "ProposeGoal": {"title": "Walk to the shop"},
    "MakePromise": {"kind": "data", "title": "A list", "amount": "3", "unit": "hours"},
    "OpenDecision": {"title": "Meet on Mondays?", "method": "majority"},
    "VoteOnGoal": {"goal": "g1", "vote": "support"},
    "CastBallot": {"decision": "d1", "choice": "yes"},
    "PausePartner": {},
    "ResumePartner": {},
}
SERVER_SET: dict[str, list[Any]] = {
    "person": ["ana", "ben", None, 7, {"id": "ana"}],
    "on_behalf_of": ["clinic", "ana", ""],
    "partner": ["clinic", "ben"],
    "role": ["convener", "member", []],
    "position": [1, 0, -1, 10**30],
    "recorded_at": ["1999-01-01T00:00:00Z", 0],
    "occurred_at": ["1999-01-01T00:00:00Z"],
    "recorded_by": ["ana"],
    "told_by": ["ana"],
    "command": ["ProposeGoal", "0" * 32],
    "causation": ["x"],
    "correlation": ["x"],
    "partnership": ["0" * 32],
    "voter": ["ana", "clinic"],
    "proposed": [{"person": "ana"}],
    "operator": [True],
    "clock": [True],
    "name": ["RoleGranted"],
    "version": [2],
    "id": ["ana"],
    "__class__": ["Act"],
}
ELSEWHERE = ("X-Person", "X-Role", "X-Forwarded-User", "On-Behalf-Of", "X-Recorded-At", "X-Position")
MANY = 2_000


async def test_two_thousand_bodies_change_nothing_that_the_server_sets(open_house: OpenHouse) -> None:
    unhurried(open_house)
    cleo, began = await program(open_house, "cleo"), datetime.now(UTC)
    start = (await open_house.views()).position
    chance = random.Random(7)
    for _ in range(MANY):
        await one_try(cleo, chance)
    kept = await open_house.engine.history(open_house.partnership, start)
    assert len(kept) > MANY / 10
    assert [one.header.position for one in kept] == list(range(start + 1, start + 1 + len(kept)))
    for header, _ in kept:
        assert (header.person, header.on_behalf_of, header.role) == ("cleo", "payer", "member")
        assert (header.told_by, header.recorded_by, header.occurred_at) == (None, None, None)
        assert (header.causation, header.correlation) == (None, None)
        assert header.recorded_at >= began


async def one_try(cleo: Program, chance: random.Random) -> None:
    """One body with fields that are none of a program's business, in the body or around it."""
    command = chance.choice(list(BODIES))
    names = chance.sample([name for name in SERVER_SET if name not in BODIES[command]], chance.randint(1, 3))
    false = {name: chance.choice(SERVER_SET[name]) for name in names}
    address = f"{cleo.base}/commands/{command}"
    if chance.random() < 0.7:
        answer = await cleo.client.post(address, json={**BODIES[command], **false})
        assert problem_in(answer, 422)["field"] in (*names, *BODIES[command])
        return
    headers = {name: str(chance.choice(("ana", "convener", "1"))) for name in ELSEWHERE}
    headers["Idempotency-Key"] = uuid4().hex
    params = {name: str(value) for name, value in false.items()}
    answer = await cleo.client.post(address, json=BODIES[command], params=params, headers=headers)
    assert answer.status_code in (200, 404, 409), answer.text
