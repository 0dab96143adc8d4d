"""The scripts of the draft's page: whatever is typed, composed, pasted or undone, nothing is lost or cut."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from dev_environment import ROOT, node
from web.drafting import peer, socket

HERE = Path(__file__).parent
EDITOR = ROOT / "web" / "templates" / "drafting" / "editor.html"


@pytest.mark.parametrize("seed", range(1, 9))
def test_what_a_window_shows_is_what_is_written_whatever_happens_meanwhile(seed: int) -> None:
    asked = json.dumps({"seed": seed, "steps": 500})
    done = subprocess.run(
        [str(part) for part in node(HERE / "editors.mjs", asked)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["fails"] == []
    assert told["length"] > 50


def test_the_page_has_a_sentence_for_every_way_in_which_the_server_ends_a_line() -> None:
    ends = [value for part in (peer, socket) for name, value in vars(part).items() if name.isupper()]
    codes = {str(code) for code in ends if isinstance(code, int) and 4400 < code < 4500}
    sentences = dict(
        re.findall(r'data-(\d+|offline|refused)="{{ _\("([^"]+)"\) }}"', EDITOR.read_text("utf-8"))
    )
    assert codes
    assert codes <= sentences.keys()
    for sentence in sentences.values():
        assert "othing is lost" in sentence
