"""What the rules decide is what the log can keep: the codec takes every event of random histories."""

from __future__ import annotations

import pytest

from events.log.codec import decode, encode
from tests.workspace.histories import random_history


@pytest.mark.parametrize("seed", range(6))
def test_every_event_of_a_random_history_is_kept_and_read_back_the_same(seed: int) -> None:
    for entry in random_history(seed, 150):
        assert decode(encode(*entry)) == entry
