"""Our own words for the closed sets of the vocabulary: roles, groups, categories, kinds of statement."""

from events.charter import StatementKind
from events.network import TieKind
from events.partners import Category, FocalGroup, KindOfWe, Role, ShownTo, StartingApproach
from events.support import Need
from web.rendering.language import gettext_noop as N_

ROLES: dict[Role, str] = {
    "convener": N_("convener"),
    "facilitator": N_("facilitator"),
    "member": N_("member"),
    "observer": N_("observer"),
    "funder": N_("funder"),
    "auditor": N_("auditor"),
}
WHAT_ROLES_DO: dict[Role, str] = {
    "convener": N_("Brings people together, gives and takes back roles, and takes part like everyone."),
    "facilitator": N_("Helps a decision along, welcomes new partners, and takes part like everyone."),
    "member": N_("Takes part: proposes, votes, promises."),
    "observer": N_("Looks on, and sees organisations and counts, but no single person."),
    "funder": N_("Pays for a part of the work. Looks on, and sees organisations and counts."),
    "auditor": N_("Checks that the history is whole. Sees every act, but no names of people."),
}
GROUPS: dict[FocalGroup, str] = {
    "patients": N_("Lived experience"),
    "stakeholders": N_("Stakeholders"),
    "researchers": N_("Researchers"),
}
LIVED_EXPERIENCE = N_("Lived experience")
CATEGORIES: dict[Category, str] = {
    "patient": N_("Patient"),
    "family": N_("Family"),
    "caregiver": N_("Caregiver"),
    "representative organisation": N_("Organisation of patients or caregivers"),
    "clinician": N_("Clinician"),
    "purchaser": N_("Purchaser of care"),
    "payer": N_("Payer"),
    "industry": N_("Industry"),
    "hospital or health system": N_("Hospital or health system"),
    "policy maker": N_("Policy maker"),
    "training institution": N_("Training institution"),
    "community organisation": N_("Community organisation"),
    "academic research": N_("Academic research"),
    "non-academic research": N_("Research outside universities"),
}
CATEGORIES_OF: dict[FocalGroup, tuple[Category, ...]] = {
    "patients": ("patient", "family", "caregiver", "representative organisation"),
    "stakeholders": (
        "clinician",
        "purchaser",
        "payer",
        "industry",
        "hospital or health system",
        "policy maker",
        "training institution",
        "community organisation",
    ),
    "researchers": ("academic research", "non-academic research"),
}
WE: dict[KindOfWe, str] = {
    "partnership": N_("partnership"),
    "coalition": N_("coalition"),
    "network": N_("network"),
    "research team": N_("research team"),
}
WHAT_WE_ARE: dict[KindOfWe, str] = {
    "partnership": N_("People and organisations who work together on one problem, as equals."),
    "coalition": N_("Many organisations that join forces for a change in a town, a law or a service."),
    "network": N_("Members who stay on their own, and share what they know and what they need."),
    "research team": N_("Patients, stakeholders and researchers who plan and do a study together."),
}
APPROACHES: dict[StartingApproach, str] = {
    "small": N_("starting small, with a few"),
    "large": N_("starting large, with many"),
}
SHOWN_TO: dict[ShownTo, str] = {
    "facilitators": N_("only facilitators and conveners"),
    "members": N_("everyone who takes part here"),
    "public": N_("everyone who may look"),
}
THE_STATEMENT: dict[StatementKind, str] = {
    "mission": N_("the mission"),
    "vision": N_("the vision"),
    "purpose": N_("the purpose"),
    "values": N_("the values"),
}
TIES: dict[TieKind, str] = {
    "contact": N_("Partners in touch with each other"),
    "collaboration": N_("Partners who work together"),
    "dissemination": N_("Partners who spread the word together"),
}
FEATURES: dict[str, str] = {
    "partners": N_("People and partners"),
    "charter": N_("Mission"),
    "decisions": N_("Decisions"),
    "goals": N_("Goals"),
    "contributions": N_("Promises"),
    "network": N_("Working together"),
    "leadership": N_("First steps"),
    "support": N_("Support"),
}
NEEDS: dict[Need, str] = {
    "interpreter": N_("An interpreter"),
    "travel": N_("Help with travel"),
    "childcare": N_("Somebody to look after a child or a relative"),
    "device": N_("A device or internet"),
    "accessible format": N_("Texts that I can read or hear better"),
    "other": N_("Something else"),
}
