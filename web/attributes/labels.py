"""Our own words for the six kinds and their values."""

from typing import NamedTuple

from events.partners import AttributeKind
from web.rendering.language import gettext_noop as N_


class Kind(NamedTuple):
    """How a kind is called over its sums, and how it is asked about."""

    title: str
    question: str
    field: str


KINDS: dict[AttributeKind, Kind] = {
    "organisation type": Kind(
        N_("Kind of organisation"), N_("What kind of organisation are you from?"), "organisation_type"
    ),
    "represented population": Kind(
        N_("Whom we speak for"), N_("Whom do you speak for, or know best?"), "represented_population"
    ),
    "socio-economic status": Kind(
        N_("How we get by"), N_("How well does your household get by?"), "socio_economic_status"
    ),
    "ethnic background": Kind(
        N_("Ethnic background"), N_("What is your ethnic background?"), "ethnic_background"
    ),
    "geography": Kind(N_("Where we live"), N_("Where do you live?"), "geography"),
    "service orientation": Kind(
        N_("What we do most"), N_("What is your work mostly about?"), "service_orientation"
    ),
}
ANSWERS: dict[AttributeKind, dict[str, str]] = {
    "organisation type": {
        "patient or community group": N_("A group of patients or of a community"),
        "care provider": N_("A clinic, a hospital or a practice"),
        "payer or purchaser": N_("Who pays for care"),
        "industry": N_("A company"),
        "public authority": N_("A public office"),
        "research or teaching": N_("Research or teaching"),
        "no organisation": N_("None: I come for myself"),
    },
    "represented population": {
        "children and young people": N_("Children and young people"),
        "adults": N_("Adults"),
        "older people": N_("Older people"),
        "people with a long illness or disability": N_("People with a long illness or a disability"),
        "families and caregivers": N_("Families and caregivers"),
        "the whole community": N_("The whole community"),
    },
    "socio-economic status": {
        "hard to make ends meet": N_("It is hard to make ends meet"),
        "just enough": N_("There is just enough"),
        "comfortable": N_("There is enough, and some over"),
    },
    "ethnic background": {
        "African or of African descent": N_("African or of African descent"),
        "Asian": N_("Asian"),
        "European": N_("European"),
        "Indigenous": N_("Indigenous"),
        "Latin American": N_("Latin American"),
        "Middle Eastern or North African": N_("Middle Eastern or North African"),
        "Pacific Islander": N_("From the Pacific islands"),
        "mixed or another": N_("Mixed, or another one"),
    },
    "geography": {
        "large city": N_("In a large city"),
        "town or suburb": N_("In a town or a suburb"),
        "village or countryside": N_("In a village or the countryside"),
        "remote area or island": N_("Far out, or on an island"),
    },
    "service orientation": {
        "prevention": N_("Keeping people well"),
        "treatment and care": N_("Treatment and care"),
        "help in daily life": N_("Help in daily life"),
        "advocacy and policy": N_("Speaking up, and policy"),
        "research and education": N_("Research and teaching"),
    },
}
