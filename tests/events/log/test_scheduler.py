"""What is due is done under an id of its own. That it is done once, and what happens when it fails, is tried
on the engine: `tests/web/test_following.py` and `test_engine_faults.py`.
"""

from datetime import UTC, datetime, timedelta

from events.log.log import Due
from events.log.scheduler import command_id

DUE = Due("p", datetime(2026, 6, 1, 12, tzinfo=UTC), "closing", "d1")


def test_the_command_id_is_made_of_what_is_due() -> None:
    assert command_id(DUE) == command_id(DUE._replace(partnership="q"))
    assert command_id(DUE) == command_id(DUE._replace(at=DUE.at.astimezone()))
    others = [
        DUE._replace(kind="reminder"),
        DUE._replace(ref="d2"),
        DUE._replace(at=DUE.at + timedelta(seconds=1)),
    ]
    assert len({command_id(one) for one in [DUE, *others]}) == 4
    assert "." not in command_id(DUE)
