"""Whom a visitor of the demo can be, in words."""

from typing import NamedTuple

from web.accounts import Accounts
from web.rendering.language import gettext_noop as N_


class Offer(NamedTuple):
    """Somebody a visitor can be, as the sign-in page puts it."""

    key: str
    label: str
    sentence: str


KNOWN = {
    offer.key: offer
    for offer in (
        Offer("convener", N_("Convener"), N_("Sees who is missing, and keeps decisions fair.")),
        Offer("patient", N_("Patient partner"), N_("Lives with asthma and wants it to count.")),
        Offer("clinician", N_("Clinician"), N_("Speaks for a clinic and is always short of time.")),
        Offer("payer", N_("Payer"), N_("Speaks for those who pay for care.")),
        Offer("researcher", N_("Researcher"), N_("Wants questions that can be answered.")),
        Offer("organiser", N_("Community organiser"), N_("Brings the neighbourhood to the table.")),
        Offer("auditor", N_("Auditor"), N_("Sees every act, nobody's name, and changes nothing.")),
        Offer("observer", N_("Observer"), N_("Sees aims, goals and results from outside.")),
    )
}


async def offers(accounts: Accounts) -> list[Offer]:
    """Whom this demo can offer."""
    there = await accounts.run(accounts.personas)
    return [KNOWN.get(persona.key, Offer(persona.key, persona.key, "")) for persona in there]
