"""Whatever is worth a line in the output is one line that a program can read."""

from __future__ import annotations

import json
import logging

import pytest

from web.logs import configure_logs


def test_what_is_said_beside_a_message_is_in_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs()
    configure_logs()
    said_by = logging.getLogger("web.engine.live_views")
    try:
        raise ValueError("this fold is broken")
    except ValueError:
        said_by.exception("view parked", extra={"partnership": "p1", "view": "goals", "position": 7})
    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (told["event"], told["level"]) == ("view parked", "error")
    assert (told["partnership"], told["view"], told["position"]) == ("p1", "goals", 7)
    assert "this fold is broken" in told["exception"]
