"""The parts of the pages about seats that change by themselves, and what changes them."""

from collections.abc import Callable, Iterable

from events.partners import (
    AssumptionStated,
    AssumptionTested,
    NominationMade,
    OutreachLogged,
    PartnerJoined,
    PartnerLeft,
    SeatDismissed,
    SeatFilled,
    SeatOpened,
    SeatReopened,
    SeatVacated,
)
from events.vocabulary import Event, Recorded
from web.live.fragment import Fragment
from web.pages.seats.contexts import (
    assumptions_context,
    coverage_context,
    kinds_context,
    list_context,
    outreach_context,
)

INDEX = "seats/index.html"
SEATED = (SeatOpened, SeatFilled, SeatVacated, SeatDismissed, SeatReopened)
REACHED = (NominationMade, OutreachLogged)
HERE = (PartnerJoined, PartnerLeft)


def on(*kinds: type[Event]) -> Callable[[Recorded], Iterable[str | None]]:
    """A `touched` that answers to these with the whole block."""

    def touched(recorded: Recorded) -> Iterable[str | None]:
        return (None,) if isinstance(recorded.event, kinds) else ()

    return touched


FRAGMENTS = [
    Fragment("seats", INDEX, "seat_list", list_context, on(*SEATED)),
    Fragment("seats", INDEX, "seat_coverage", coverage_context, on(*SEATED)),
    Fragment("seats", INDEX, "seat_kinds", kinds_context, on(*SEATED, *REACHED, *HERE)),
    Fragment("seats", INDEX, "seat_assumptions", assumptions_context, on(AssumptionStated, AssumptionTested)),
    Fragment("outreach", "seats/outreach.html", "outreach_list", outreach_context, on(*REACHED, *SEATED)),
]
