"""What people write in the column of groups, in English and Spanish, and which category it is."""

from typing import get_args

from events.partners import Category
from web.imports.roster.row import folded
from web.rendering.language import translated
from web.sentences.labels import CATEGORIES

OF_PEOPLE: frozenset[Category] = frozenset(("patient", "family", "caregiver"))
"""What only a person can be."""
ORGANISATIONS: tuple[Category, ...] = tuple(one for one in get_args(Category) if one not in OF_PEOPLE)

ALSO: dict[Category, str] = {
    "patient": "patients; pacientes; person with lived experience; lived experience; persona enferma",
    "family": "family member; family members; relative; familiar; familiares",
    "caregiver": "carer; carers; caregivers; cuidadora; cuidador; cuidadores; cuidadoras",
    "representative organisation": (
        "patient organisation; patient organization; patients organisation; patient association; advocacy; "
        "representative organization; asociacion de pacientes; organizacion de pacientes; asociacion; "
        "patient group; charity; support group; grupo de apoyo"
    ),
    "clinician": (
        "clinicians; doctor; doctors; nurse; clinic; practice; gp; physician; physicians; medico; medica; "
        "medicos; clinica; enfermeria; enfermera; enfermero; personal clinico; profesional clinico"
    ),
    "purchaser": "purchasers; comprador; compradora; employer; empleador; commissioner",
    "payer": (
        "payers; payor; insurer; insurance; health plan; aseguradora; seguro; pagador; "
        "financiador de la atencion"
    ),
    "industry": "industria; company; empresa; pharma; manufacturer; farmaceutica",
    "hospital or health system": (
        "hospital; hospitals; health system; health systems; hospitales; sistema de salud; centro de salud; "
        "health centre; health center; health service; servicio de salud"
    ),
    "policy maker": (
        "policy makers; policymaker; policy; government; council; politica; gobierno; ayuntamiento; "
        "municipio; responsable politico; public health; salud publica; ministry; ministerio"
    ),
    "training institution": (
        "training; training institutions; school; college; formacion; escuela; centro de formacion; instituto"
    ),
    "community organisation": (
        "community organization; community; ngo; comunidad; ong; organizacion comunitaria; neighbourhood; "
        "asociacion vecinal; vecinos; church; community group"
    ),
    "academic research": (
        "academic; academia; academic researcher; academic researchers; university; universidad; "
        "investigacion academica; universities"
    ),
    "non-academic research": (
        "research institute; research organisation; non academic; instituto de investigacion; "
        "investigacion no academica; think tank"
    ),
}
KNOWN: dict[str, Category] = {}
for _category, _label in CATEGORIES.items():
    _labels = (translated(_label, "en"), translated(_label, "es"))
    for _word in (_category, *_labels, *ALSO[_category].split(";")):
        KNOWN.setdefault(folded(_word), _category)


def category_of(written: str) -> Category | None:
    """The category that somebody meant; None where we should ask."""
    return KNOWN.get(folded(written))
