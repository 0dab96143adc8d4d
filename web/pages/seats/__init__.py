"""Who is missing: seats, who could be asked, what we believe about ourselves."""

from web.pages.seats import believing, filling, opening, reaching, reading
from web.pages.seats.fragments import FRAGMENTS

__all__ = ["FRAGMENTS", "HANDLERS"]

HANDLERS = [
    reading.seats,
    reading.my_seat,
    opening.new_seat,
    opening.open_seat,
    opening.dismiss,
    opening.reopen,
    filling.fill,
    filling.vacate,
    reaching.nominate,
    reaching.outreach,
    reaching.my_nomination,
    reaching.log_step,
    reaching.log_approach,
    believing.state_assumption,
    believing.my_assumption,
    believing.test_assumption,
]
