"""What one transaction could not do is no hindrance to the next one on the same connection."""

import pytest

from events.log.drafts import KeyReplaced, Written
from events.log.log import Log
from tests.events.log.test_log import AT, append, command, events

MORE_THAN_THE_DRIVER_PREPARES_AFTER = 12


def test_events_are_appended_after_a_draft_was_refused(log: Log) -> None:
    log.append_many([append("a", 0, 2)])

    def write(key: str, instead_of: str | None = None) -> None:
        log.drafts.append("a", "draft", [Written("ana", "update", key, b"box")], [], AT, key, instead_of)

    for _ in range(MORE_THAN_THE_DRIVER_PREPARES_AFTER):
        write("one")
    with pytest.raises(KeyReplaced):
        write("three", instead_of="two")
    for position in (2, 3):
        log.append("a", position, events(position + 1, 1), command(f"c{position}", position + 1), AT)
    assert log.head("a").position == 4
