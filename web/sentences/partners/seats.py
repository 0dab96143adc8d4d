"""Sentences about whom the table is looking for."""

from typing import assert_never

from markupsafe import Markup

from events.partners import (
    AssumptionStated,
    AssumptionTested,
    NominationMade,
    OutreachLogged,
    SeatDismissed,
    SeatFilled,
    SeatOpened,
    SeatReopened,
    SeatsEvent,
    SeatVacated,
)
from web.rendering.language import gettext_noop as N_
from web.sentences.telling import Telling


def sentence(event: SeatsEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case SeatOpened():
            # Only those who may read this moment are told its sentence, so it may say whom we look for.
            return tell.say(
                N_("{who} opened a seat. We are looking for someone who {wanted}."),
                wanted=tell.quote(event.looking_for),
            )
        case SeatFilled(partner=str(partner)):
            return tell.say(N_("{partner} took a seat that was free."), partner=tell.partner(partner))
        case SeatFilled():
            return tell.say(N_("A seat was filled."))
        case SeatVacated(partner=str(partner)):
            return tell.say(N_("The seat that {partner} took is free again."), partner=tell.partner(partner))
        case SeatVacated():
            return tell.say(N_("A seat is free again."))
        case SeatDismissed():
            return tell.say(
                N_("{who} said that a seat is not needed, because {why}."), why=tell.quote(event.why)
            )
        case SeatReopened():
            return tell.say(N_("{who} said that a seat is wanted after all."))
        case NominationMade():
            return tell.say(N_("{who} said who could be asked."))
        case OutreachLogged():
            return tell.say(N_("{who} wrote down a step of looking for partners."))
        case AssumptionStated():
            return tell.say(N_("{who} wrote down something we believe about ourselves."))
        case AssumptionTested():
            return tell.say(N_("{who} looked whether it is still true."))
        case _:
            assert_never(event)
