"""The people of the demonstration. All of them are invented."""

from typing import NamedTuple

from events.partners import Category, FocalGroup, Role, ShownTo


class Perspective(NamedTuple):
    """What a person brings, and who may see it."""

    group: FocalGroup
    category: Category
    shown_to: ShownTo
    lived_experience: bool = True


class Player(NamedTuple):
    """Somebody in the demonstration. `speaks_for` is a part of an organisation's name; None: themselves."""

    key: str
    name: str
    speaks_for: str | None
    role: Role = "member"
    language: str = "en"
    perspective: Perspective | None = None
    persona: str | None = None


PLAYERS = (
    Player(
        "dana",
        "Dana Whitfield",
        None,
        perspective=Perspective("patients", "patient", "members"),
        persona="patient",
    ),
    Player("miriam", "Miriam Okafor", "Alder Valley Breathing", "convener", persona="convener"),
    Player("colette", "Colette Bauer", "Hearth", "facilitator"),
    Player("heejin", "Hee-jin Park", "Alder State", persona="researcher"),
    Player("luis", "Luis Ortega", "{} Tenants", persona="organiser"),
    Player("omar", "Omar Haddad", "{} Pharmacy"),
    Player("theo", "Theo Marsh", "{} General"),
    Player("lucia", "Lucía Peralta", "Radio", language="es"),
    Player("renee", "Renée Dubois", "Alder County Public"),
    Player("karen", "Karen Liu", "National"),
    Player("noor", "Noor Siddiqui", "{} Asthma"),
    Player(
        "ben",
        "Ben Sorensen",
        "Clean Air",
        perspective=Perspective("patients", "patient", "public", lived_experience=False),
    ),
    Player(
        "joy",
        "Joy Nakamura",
        "{} School Health",
        perspective=Perspective("patients", "family", "members"),
    ),
    Player(
        "marisol",
        "Marisol Vega",
        None,
        language="es",
        perspective=Perspective("patients", "patient", "facilitators"),
    ),
    Player(
        "walter",
        "Walter Greene",
        None,
        perspective=Perspective("patients", "family", "members", lived_experience=False),
    ),
)
"""Who is there from the first weeks on."""

LATER = (
    Player(
        "aisha",
        "Aisha Karim",
        "Night Watch",
        perspective=Perspective("patients", "caregiver", "public"),
    ),
    Player("grant", "Grant Ellery", "Valley Mutual", persona="payer"),
    Player("priya", "Priya Raman", "Orchard Street", persona="clinician"),
)
"""Who speaks for the three organisations that came when the survey was done."""

ONLOOKERS = (
    Player("ines", "Ines Vogel", None, "auditor", persona="auditor"),
    Player("samuel", "Samuel Boateng", None, "observer", persona="observer"),
)

PERSONAS = ("convener", "patient", "clinician", "payer", "researcher", "organiser", "auditor", "observer")
"""In the order in which the sign-in page offers them."""


class Latecomer(NamedTuple):
    """An organisation that joined after the survey."""

    name: str
    group: FocalGroup
    category: Category


LATECOMERS = (
    Latecomer("Night Watch Caregivers' Circle", "patients", "caregiver"),
    Latecomer("Valley Mutual Health Plan", "stakeholders", "payer"),
    Latecomer("Orchard Street Clinic", "stakeholders", "clinician"),
)

EVERYBODY = (*PLAYERS, *LATER, *ONLOOKERS)
