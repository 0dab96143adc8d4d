"""Every address of the pages, and who gets what there. A new address is a line here.

`who` are those for whom it is done; everybody else is refused. `fields` are what a form sends, as little as
there must be. Names in the address stand for things in `world`; `things` says which where it matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.web.access.world import HERE, READERS, SOON

EVERYBODY = frozenset(READERS)
INSIDE = frozenset(HERE)
SIGNED_IN = EVERYBODY - {"nobody"}
AT_THE_TABLE = INSIDE - {"olga", "fern"}
ACTING = AT_THE_TABLE - {"ada"}
LEADING = frozenset(("fay", "ana"))
CONVENER = frozenset(("ana",))
NOBODY: frozenset[str] = frozenset()

ONE = {
    "{kind:str}": "mission",
    "{wording_id:str}": "w-ana",
    "{draft_id:str}": "draft1",
    "{decision_id:str}": "d1",
    "{objection_id:str}": "o1",
    "{goal:str}": "g1",
    "{objective:str}": "ob1",
    "{pledge:str}": "p1",
    "{person:str}": "ben",
    "{invitation:str}": "in1",
    "{seat:str}": "st1",
    "{nomination:str}": "n1",
    "{assumption:str}": "as1",
    "{position:int}": "1",
    "{token:str}": "nothing",
    "{webhook:str}": "nothing",
    "{founding:str}": "nothing",
    "{step:str}": "question",
}
"""The thing that a part of an address stands for, unless a line says another."""


class Line(NamedTuple):
    """One address with one method."""

    method: str
    path: str
    who: frozenset[str]
    fields: Mapping[str, Any] = MappingProxyType({})
    things: Mapping[str, str] = MappingProxyType({})
    told: frozenset[str] = NOBODY
    """Who may, but is told what stands in the way: the last convener does not leave."""
    judged: bool = False
    """There is nothing to be done here, so those who may are told that it is not there, or why not."""


def here(method: str, path: str, who: frozenset[str], **more: Any) -> Line:
    """An address inside the partnership."""
    return Line(method, "/p/{partnership:str}" + path, who, **more)


LOOKING = [
    here("GET", "", INSIDE),
    *(here("GET", f"/{page}", INSIDE) for page in ("needs-you", "mission", "decisions", "goals", "seats")),
    *(here("GET", f"/{page}", INSIDE) for page in ("directory", "how-we-work", "history", "search", "more")),
    *(here("GET", f"/{page}", INSIDE) for page in ("live/poll", "form-token", "decisions/past", "me/tokens")),
    *(here("GET", f"/{page}", INSIDE) for page in ("history/newest", "history/{position:int}")),
    here("GET", "/directory/diversity", INSIDE),
    here("GET", "/mission/differences", AT_THE_TABLE, fields={"one": "w-ben", "other": "w-cleo"}),
    here("GET", "/statements/{kind:str}/mine", AT_THE_TABLE),
    here("GET", "/wordings/{wording_id:str}/mine", AT_THE_TABLE),
    here("GET", "/drafts/{draft_id:str}", AT_THE_TABLE),
    here("GET", "/drafts/{draft_id:str}/story", AT_THE_TABLE),
    here("GET", "/decisions/{decision_id:str}", INSIDE),
    here("GET", "/decisions/{decision_id:str}/my-vote", AT_THE_TABLE),
    here("GET", "/decisions/{decision_id:str}/steering", AT_THE_TABLE),
    here("GET", "/objections/{objection_id:str}/mine", AT_THE_TABLE),
    here("GET", "/decisions/new", INSIDE),
    here("GET", "/goals/{goal:str}", INSIDE),
    here("GET", "/goals/{goal:str}/mine", INSIDE),
    here("GET", "/goals/ranking", INSIDE),
    here("GET", "/goals/{goal:str}/steering", INSIDE),
    here("GET", "/goals/{goal:str}/objectives", INSIDE),
    here("GET", "/goals/{goal:str}/objectives/{objective:str}", INSIDE),
    here("GET", "/promises", INSIDE),
    here("GET", "/promises/mine", ACTING),
    here("GET", "/promises/{pledge:str}", AT_THE_TABLE),
    here("GET", "/promises/{pledge:str}/mine", AT_THE_TABLE),
    here("GET", "/directory/organisations/new", LEADING),
    here("GET", "/directory/people/new", LEADING),
    here("GET", "/directory/invitations", LEADING),
    here("GET", "/directory/invitations/new", LEADING),
    here("GET", "/directory/people/{person:str}", AT_THE_TABLE),
    here("GET", "/directory/me", ACTING),
    here("GET", "/directory/me/leaving", ACTING),
    here("GET", "/seats/{seat:str}/mine", ACTING),
    here("GET", "/seats/new", LEADING),
    here("GET", "/seats/outreach", ACTING),
    here("GET", "/seats/nominations/{nomination:str}/mine", LEADING),
    here("GET", "/seats/assumptions/{assumption:str}/mine", ACTING),
    here("GET", "/how-we-work/beginning", LEADING),
    here("GET", "/webhooks", CONVENER),
    here("GET", "/joining/group", INSIDE),
    here("GET", "/joining/offer", INSIDE),
]
"""Pages and parts of pages. What somebody may not see is not there for them."""

STEP = {
    "title": "Ten walkers",
    "baseline": "0",
    "target": "10",
    "unit": "people",
    "owner": "clinic",
    "due": SOON,
    **{f"smart.{one}": one for one in ("specific", "measurable", "achievable", "relevant", "time_bound")},
}
ASKED = {"title": "Shall we?", "closes_in": "7", "method": "no objection", "quorum": "0.5"}
OWNERS = LEADING | {"cleo"}

WRITING = [
    here("POST", "/statements", ACTING, fields={"kind": "vision"}),
    here("POST", "/statements/{kind:str}/wordings", ACTING, fields={"text": "We act."}),
    here(
        "POST",
        "/wordings/{wording_id:str}/corrections",
        LEADING,
        fields={"text": "We listen, ana!", "why": "a dot"},
    ),
    here("POST", "/wordings/{wording_id:str}/withdrawal", CONVENER, fields={"why": "too short"}),
    here("POST", "/statements/{kind:str}/drafts", ACTING, fields={"language": "es"}),
    here("POST", "/drafts/{draft_id:str}/text", ACTING, fields={"text": "We walk.", "seen": ""}),
    here("POST", "/drafts/{draft_id:str}/passages", ACTING, fields={"passage": "And run."}),
    here("POST", "/drafts/{draft_id:str}/proposal", ACTING),
    here("POST", "/decisions", ACTING, fields=ASKED),
    here(
        "POST",
        "/decisions/{decision_id:str}/ballots",
        ACTING,
        fields={"choice": "no objection"},
        things={"{decision_id:str}": "d2"},
    ),
    here(
        "POST",
        "/decisions/{decision_id:str}/ballots/withdrawal",
        ACTING,
        things={"{decision_id:str}": "d2"},
    ),
    here(
        "POST",
        "/decisions/{decision_id:str}/objections",
        ACTING,
        told=frozenset({"cleo"}),
        fields={"reason": "It is early."},
    ),
    here("POST", "/objections/{objection_id:str}/answer", LEADING, fields={"note": "Carers are added."}),
    here("POST", "/objections/{objection_id:str}/withdrawal", frozenset({"cleo"})),
    here("POST", "/decisions/{decision_id:str}/extension", LEADING, fields={"days": "7", "why": "x"}),
    here("POST", "/decisions/{decision_id:str}/closing", LEADING, fields={"why": "All have voted."}),
]
DOING = [
    here("POST", "/goals", ACTING, fields={"title": "More air"}),
    here("POST", "/goals/ranking", ACTING, fields={"add": "g1"}),
    here("POST", "/goals/{goal:str}/objectives", ACTING, fields=STEP),
    here("POST", "/goals/{goal:str}/votes", ACTING, fields={"vote": "support"}),
    here("POST", "/goals/{goal:str}/adoption", LEADING, things={"{goal:str}": "g-ben"}),
    here("POST", "/goals/{goal:str}/objectives/{objective:str}/reports", OWNERS, fields={"value": "7"}),
    here(
        "POST",
        "/goals/{goal:str}/objectives/{objective:str}/plans",
        OWNERS,
        fields={"target": "9", "due": SOON, "why": "winter"},
    ),
    here("POST", "/goals/{goal:str}/achievement", LEADING),
    here(
        "POST",
        "/goals/{goal:str}/letting-go",
        LEADING | {"pia"},
        fields={"why": "Later."},
        things={"{goal:str}": "g-pia"},
    ),
    here("POST", "/promises", ACTING, fields={"title": "A lift", "kind": "volunteer time"}),
    here("POST", "/promises/{pledge:str}/revisions", frozenset({"cleo"}), fields={"due": SOON, "why": "x"}),
    here("POST", "/promises/{pledge:str}/delivery", frozenset({"cleo"})),
    here(
        "POST",
        "/promises/{pledge:str}/letting-go",
        frozenset({"cleo"}),
        fields={"why": "unwell"},
        things={"{pledge:str}": "p4"},
    ),
    here(
        "POST",
        "/promises/{pledge:str}/settlement",
        LEADING | {"ben", "cleo"},
        fields={"how": "goes on", "note": "We look again."},
        things={"{pledge:str}": "p3"},
    ),
    here(
        "POST",
        "/promises/{pledge:str}/different-view",
        ACTING - {"cleo"},
        fields={"why": "A page is missing."},
        things={"{pledge:str}": "p2"},
    ),
    here("POST", "/promises/{pledge:str}/confirmation", ACTING - {"cleo"}, things={"{pledge:str}": "p5"}),
]
TABLE = [
    here("POST", "/acting", ACTING, fields={"partner": "{own}", "next": "/"}),
    here("POST", "/joining/terms", INSIDE, judged=True),
    here("POST", "/joining/group", ACTING, fields={"category": "payer", "shown_to": "members"}),
    here("POST", "/joining/offer", ACTING, fields={"hours": "2"}),
    here("POST", "/how-we-work/terms", ACTING),
    here(
        "POST",
        "/how-we-work/approach",
        LEADING,
        fields={"we": "coalition", "approach": "large", "why": "Trust."},
    ),
    here("POST", "/how-we-work/waves", LEADING, fields={"number": "1", "categories": "payer"}),
    here("POST", "/how-we-work/quick-win", LEADING, fields={"title": "Walk", "due": SOON}),
    here("POST", "/directory/organisations", LEADING, fields={"name": "Carers", "category": "payer"}),
    here(
        "POST",
        "/directory/people",
        LEADING,
        fields={"display_name": "Dora", "email": "dora@example.net", "role": "member"},
    ),
    here("POST", "/directory/invitations", LEADING, fields={"address": "", "role": "member"}),
    here("POST", "/directory/invitations/{invitation:str}/again", LEADING, judged=True),
    here("POST", "/directory/invitations/{invitation:str}/withdrawal", LEADING),
    here("POST", "/directory/people/{person:str}/roles", CONVENER, fields={"role": "facilitator"}),
    here(
        "POST",
        "/directory/people/{person:str}/roles/ending",
        CONVENER | {"ben"},
        fields={"role": "facilitator"},
    ),
    here("POST", "/directory/people/{person:str}/mandates", LEADING, fields={"partner": "clinic"}),
    here(
        "POST",
        "/directory/people/{person:str}/mandates/ending",
        LEADING | {"ben"},
        fields={"partner": "clinic"},
    ),
    here("POST", "/directory/diversity/mine", ACTING, fields={"geography": "large city"}),
    here("POST", "/directory/diversity/mine/ending", ACTING),
    here("POST", "/directory/diversity/releases", LEADING),
    here("POST", "/seats", LEADING, fields={"looking_for": "sings", "places": "1", "weight": "2"}),
    here("POST", "/seats/{seat:str}/places", LEADING, fields={"partner": "payer"}),
    here("POST", "/seats/{seat:str}/freeing", LEADING, fields={"partner": "payer"}),
    here("POST", "/seats/{seat:str}/dismissal", LEADING, fields={"why": "Not now."}),
    here("POST", "/seats/{seat:str}/return", LEADING, things={"{seat:str}": "st3"}),
    here("POST", "/seats/nominations", ACTING, fields={"who": "Rosa Quintero"}),
    here("POST", "/seats/outreach", LEADING, fields={"category": "purchaser", "step": "asked"}),
    here("POST", "/seats/nominations/{nomination:str}/steps", LEADING, fields={"step": "answered"}),
    here("POST", "/seats/assumptions", ACTING, fields={"text": "We are many", "test_by": SOON}),
    here(
        "POST",
        "/seats/assumptions/{assumption:str}/tests",
        LEADING | {"ben"},
        fields={"finding": "holds", "note": "We counted."},
    ),
    here("POST", "/me/tokens", INSIDE, fields={"label": "mine", "scope": "read", "days": "30"}),
    here("POST", "/me/tokens/{token:str}/withdrawal", INSIDE),
    here("POST", "/webhooks", CONVENER, fields={"url": "https://192.0.2.7/hook"}, judged=True),
    here("POST", "/webhooks/{webhook:str}/ending", CONVENER, judged=True),
    here("POST", "/webhooks/{webhook:str}/resumption", CONVENER, judged=True),
    here("POST", "/directory/me/name", ACTING, fields={"display_name": "Somebody"}),
    here("POST", "/directory/me/perspective", ACTING, fields={"category": "payer"}),
    here("POST", "/directory/me/introduction", ACTING, fields={"brings": "Bread"}),
    here("POST", "/directory/me/hours", ACTING, fields={"hours": "3"}),
    here("POST", "/directory/me/support", ACTING, fields={"needs": "travel"}),
    here("POST", "/directory/me/break", ACTING),
    here("POST", "/directory/me/return", ACTING),
    here("POST", "/directory/me/mandates/ending", ACTING, fields={"partner": "payer"}),
    here("POST", "/directory/me/leaving", ACTING - {"cleo"}, told=CONVENER),
]
"""In this order everything can be done one after the other: leaving comes last."""

OUTSIDE = [
    Line("GET", "/healthz", EVERYBODY),
    Line("GET", "/readyz", EVERYBODY),
    Line("GET", "/", EVERYBODY),
    Line("GET", "/sign-in", EVERYBODY),
    Line("GET", "/sign-in/sent", EVERYBODY),
    Line("GET", "/sign-in/link/{token:str}", EVERYBODY),
    Line("GET", "/join", EVERYBODY),
    Line("GET", "/join/link/{token:str}", EVERYBODY, judged=True),
    Line("GET", "/joining/{invitation:str}", SIGNED_IN, judged=True),
    Line("GET", "/account", SIGNED_IN),
    Line("GET", "/account/card", SIGNED_IN),
    Line("GET", "/found", NOBODY),
    Line("GET", "/found/{founding:str}", NOBODY),
    *(Line("GET", f"/found/{{founding:str}}/{one}", NOBODY) for one in ("start", "sheet", "roster", "check")),
    Line("GET", "/found/{founding:str}/{step:str}", NOBODY),
    Line("GET", "/assets/{file_path:path}", EVERYBODY, judged=True),
    Line("HEAD", "/assets/{file_path:path}", EVERYBODY, judged=True),
]
"""What is no partnership's. To found one takes somebody whom the operator appointed."""
OUTSIDE_FORMS = [
    Line("POST", "/language", EVERYBODY, fields={"language": "en"}),
    Line("POST", "/theme", EVERYBODY, fields={"theme": "light"}),
    Line("POST", "/join", EVERYBODY, fields={"code": "no", "pin": "no"}, judged=True),
    Line("POST", "/join/link/{token:str}", EVERYBODY, judged=True),
    Line("POST", "/joining/{invitation:str}", SIGNED_IN, judged=True),
    Line("POST", "/joining/{invitation:str}/terms", SIGNED_IN, judged=True),
    Line("POST", "/found", NOBODY),
    *(
        Line("POST", f"/found/{{founding:str}}/{one}", NOBODY)
        for one in ("start", "sheet", "roster", "check", "{step:str}")
    ),
    *(Line("POST", f"/found/{{founding:str}}/{one}", SIGNED_IN) for one in ("printed", "deletion")),
    Line("POST", "/account/zone", SIGNED_IN, fields={"zone": "UTC"}),
    Line("POST", "/account/card", SIGNED_IN),
    Line("POST", "/account/card/ending", SIGNED_IN),
    Line("POST", "/sign-in", EVERYBODY, fields={"email": "who@example.net"}),
    Line("POST", "/sign-in/link/{token:str}", EVERYBODY, judged=True),
    Line("POST", "/account/sign-out-everywhere", SIGNED_IN),
    Line("POST", "/sign-out", EVERYBODY),
]
SOCKETS = {"/p/{partnership:str}/live": INSIDE, "/live/drafts/{draft:str}": AT_THE_TABLE}
FORMS = [*WRITING, *DOING, *TABLE]
LINES = [*LOOKING, *FORMS, *OUTSIDE, *OUTSIDE_FORMS]
