"""Our own words about seats, and the sentence that a few plain answers make."""

from collections.abc import Mapping
from typing import Any

from events.partners import Category, Finding, OutreachStep, SeatTiming
from projections.partners.seats import SeatState
from web.reader import Language
from web.rendering.language import gettext_noop as N_
from web.rendering.language import translated

HEADINGS: dict[SeatState, str] = {
    "looking": N_("We are still looking"),
    "thin": N_("One is here, we are looking for a second"),
    "filled": N_("Filled"),
    "not needed": N_("Not needed"),
}
STATES: dict[SeatState, tuple[str, str]] = {
    "looking": (N_("still looking"), "open"),
    "thin": (N_("one person, looking for a second"), "wait"),
    "filled": (N_("filled"), "good"),
    "not needed": (N_("not needed"), ""),
}
TIMINGS: dict[SeatTiming, str] = {
    "from the start": N_("from the start"),
    "as progress is made": N_("as progress is made"),
}
WEIGHTS: dict[int, str] = {
    1: N_("would be good"),
    2: N_("matters"),
    3: N_("we cannot do without"),
}
STEPS: dict[OutreachStep, str] = {
    "asked": N_("asked"),
    "answered": N_("answered"),
    "joined": N_("joined"),
    "declined": N_("said no"),
}
ORDER: tuple[OutreachStep | None, ...] = (None, "asked", "answered", "declined", "joined")
FINDINGS: dict[Finding, str] = {
    "holds": N_("It is true"),
    "holds partly": N_("It is partly true"),
    "does not hold": N_("It is not true any more"),
}
NO_KIND = N_("No kind named")

CLAUSES: dict[Category, str] = {
    "patient": N_("lives with it every day"),
    "family": N_("has somebody in the family who lives with it"),
    "caregiver": N_("cares for somebody who lives with it"),
    "representative organisation": N_("speaks for an organisation of patients or caregivers"),
    "clinician": N_("treats patients"),
    "purchaser": N_("buys care for others, as employers do"),
    "payer": N_("pays for care, as an insurer does"),
    "industry": N_("makes medicines, devices or services"),
    "hospital or health system": N_("works in a hospital or a health system"),
    "policy maker": N_("makes rules about health"),
    "training institution": N_("teaches people who will work in health"),
    "community organisation": N_("works in a community organisation"),
    "academic research": N_("does research at a university"),
    "non-academic research": N_("does research outside universities"),
}
DETAILS: dict[str, str] = {
    "population": N_("knows {0} well"),
    "geography": N_("lives or works in {0}"),
    "resource": N_("can bring {0}"),
}
AND = N_("{0} and {1}")


def composed(answers: Mapping[str, Any], language: Language) -> str:
    """What goes on after "someone who", made of a few plain answers; empty when there are none."""
    parts = []
    category = answers.get("category")
    if category in CLAUSES:
        parts.append(translated(CLAUSES[category], language))
    for name, clause in DETAILS.items():
        said = " ".join(str(answers.get(name) or "").split())
        if said:
            parts.append(translated(clause, language).replace("{0}", said))
    return listed(parts, language)


def listed(parts: list[str], language: Language) -> str:
    """ "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    first, last = ", ".join(parts[:-1]), parts[-1]
    return translated(AND, language).replace("{0}", first).replace("{1}", last)
