"""Promises, and what was offered."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from events.contributions import Unit


class Promise(msgspec.Struct):
    """A promise of a partner. `promised_by` and `delivered_by` are people, `disputed_by` a partner."""

    partner: str
    promised_by: str
    amount: Decimal | None
    unit: Unit | None
    due: date | None
    status: Literal["offered", "delivered", "disputed", "confirmed", "released"] = "offered"
    delivered_by: str | None = None
    disputed_by: str | None = None


class Contributions(msgspec.Struct):
    """All promises, and by partner who said last how many hours a month it can give."""

    promises: dict[str, Promise] = {}
    hours: dict[str, tuple[str, Decimal]] = {}
