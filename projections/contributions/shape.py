"""What the view "promises" holds."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from events.contributions import ContributionKind, Unit
from events.sealed import Words
from projections.provenance import Provenance

Stage = Literal["offered", "delivered", "confirmed", "disputed", "let go"]


class Revision(msgspec.Struct, frozen=True):
    """Amount and day of a promise as agreed at one moment; `why` is None for the first."""

    amount: Decimal | None
    due: date | None
    why: Words | None
    provenance: Provenance


class Confirmation(msgspec.Struct, frozen=True):
    """Another partner has seen it."""

    partner: str
    provenance: Provenance


class Settlement(msgspec.Struct, frozen=True):
    """What a talk came to."""

    how: Literal["kept", "goes on", "let go"]
    note: Words
    provenance: Provenance


class Dispute(msgspec.Struct):
    """Another partner sees it differently; `settled` once both have talked."""

    partner: str
    why: Words
    provenance: Provenance
    settled: Settlement | None = None


class Delivery(msgspec.Struct):
    """The partner says that it is done, and what others made of it."""

    evidence: Words | None
    provenance: Provenance
    confirmations: list[Confirmation] = []
    disputes: list[Dispute] = []


class Promise(msgspec.Struct):
    """One promise of a partner. The last of `revisions` holds; so does the last of `deliveries`.

    `stage` is what was said of it last; what a page shows, `state`, depends on the moment too.
    """

    id: str
    partner: str
    kind: ContributionKind
    title: Words
    unit: Unit | None
    goal: str | None
    revisions: list[Revision]
    stage: Stage = "offered"
    deliveries: list[Delivery] = []
    let_go: Provenance | None = None
    why_let_go: Words | None = None

    @property
    def made(self) -> Provenance:
        """Who made it, and when."""
        return self.revisions[0].provenance

    @property
    def amount(self) -> Decimal | None:
        """How much, as last agreed."""
        return self.revisions[-1].amount

    @property
    def due(self) -> date | None:
        """By which day, as last agreed."""
        return self.revisions[-1].due

    @property
    def delivery(self) -> Delivery | None:
        """What was last said to be done; None while it is still to be done."""
        return self.deliveries[-1] if self.deliveries and self.stage != "offered" else None

    @property
    def dispute(self) -> Dispute | None:
        """What is being talked about now."""
        delivery = self.delivery
        return delivery.disputes[-1] if delivery and self.stage == "disputed" else None

    @property
    def by_organisation(self) -> bool:
        """Whether an organisation promised it: somebody acting for themselves carries their own id."""
        return self.partner != self.made.person


class Promises(msgspec.Struct):
    """All promises, in the order they were made; `position` is that of the last act about any of them."""

    promises: dict[str, Promise] = {}
    position: int = 0
