"""At the two ends of the calendar, where time zones leave it, pages still say when something was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from web.rendering.language import moment_in_words


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Nowhere/At_All"])
@pytest.mark.parametrize("moment", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)])
def test_the_first_and_the_last_moment_can_be_said_in_every_zone(moment: datetime, zone: str) -> None:
    assert str(moment.year) in moment_in_words(moment, "en", zone)
