"""How promises are spoken of: their states, kinds and units, in the words of every page."""

from events.contributions import ContributionKind, Unit
from projections.contributions import PromiseState
from web.rendering.language import gettext_noop as N_

STATES: dict[PromiseState, tuple[str, str]] = {
    "no news": (N_("no news yet, need a hand?"), "wait"),
    "disputed": (N_("talked about"), "wait"),
    "delivered": (N_("done, waiting for a second pair of eyes"), "open"),
    "offered": (N_("offered"), ""),
    "confirmed": (N_("confirmed"), "good"),
    "let go": (N_("let go"), ""),
}
"""The word for each state, and the kind of mark beside it; in the order a page shows them."""

KINDS: dict[ContributionKind, str] = {
    "volunteer time": N_("volunteer time"),
    "paid staff time": N_("paid staff time"),
    "funding": N_("money"),
    "in-kind": N_("things or rooms"),
    "data": N_("data"),
    "information": N_("information"),
    "health expertise": N_("knowledge about health"),
    "other expertise": N_("other knowledge"),
    "community connections": N_("connections in the community"),
    "fiscal management": N_("looking after money"),
    "facilitation": N_("leading talks and meetings"),
    "advocacy": N_("speaking up for us"),
    "IT": N_("computers and software"),
}
UNITS: dict[Unit, str] = {
    "hours": N_("hours"),
    "days": N_("days"),
    "money": N_("in money"),
    "pieces": N_("pieces"),
}
