"""What was ever stored can be read for ever, and gives the same bytes and hashes."""

from pathlib import Path

import pytest

from events.log import codec
from events.vocabulary import BY_NAME
from tests.recorded.record import FOLDER, frozen, place

FILES = sorted(FOLDER.glob("*.v*.txt"))


def test_every_event_class_has_a_frozen_sample() -> None:
    missing = [name for name, one in BY_NAME.items() if not place(name, one.version).exists()]
    assert not missing, "freeze them with: python -m tests.recorded.record"


def test_no_version_between_the_first_and_todays_is_forgotten() -> None:
    wanted = {place(name, version) for name, one in BY_NAME.items() for version in range(1, one.version + 1)}
    assert set(FILES) == wanted


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_frozen_event_is_read_and_written_as_it_was(file: Path) -> None:
    samples = list(frozen(file))
    assert samples
    for state, leaf in samples:
        recorded = codec.decode(state)
        assert codec.leaf(state) == leaf
        if recorded.header.version == BY_NAME[recorded.header.name].version:
            assert codec.encode(*recorded) == state
