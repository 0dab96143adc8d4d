"""Ids that sort by when they were made."""

from __future__ import annotations

from uuid import RFC_4122, UUID

from events.log.identity import fresh_id


def test_a_fresh_id_is_a_uuid_of_version_7() -> None:
    one = UUID(fresh_id())
    assert (one.version, one.variant) == (7, RFC_4122)


def test_what_is_made_later_sorts_later_and_none_comes_twice() -> None:
    made = [fresh_id() for _ in range(10_000)]
    moments = [one[:12] for one in made]
    assert moments == sorted(moments)
    assert moments[0] < moments[-1]
    assert len(set(made)) == len(made)
