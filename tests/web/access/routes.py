"""Every address of the pages, and who gets what there. New ones are listed here, new forms in `forms`."""

from __future__ import annotations

from tests.web.access.forms import FORMS
from tests.web.access.lines import (
    ACTING,
    AT_THE_TABLE,
    CONVENER,
    EVERYBODY,
    INSIDE,
    LEADING,
    NOBODY,
    SIGNED_IN,
    Line,
    here,
)

LOOKING = [
    here("GET", "", INSIDE),
    *(here("GET", f"/{page}", INSIDE) for page in ("needs-you", "mission", "decisions", "goals", "seats")),
    *(here("GET", f"/{page}", INSIDE) for page in ("directory", "how-we-work", "history", "search", "more")),
    *(here("GET", f"/{page}", INSIDE) for page in ("live/poll", "form-token", "decisions/past", "me/tokens")),
    *(here("GET", f"/{page}", INSIDE) for page in ("history/newest", "history/{position:int}")),
    here("GET", "/directory/diversity", INSIDE),
    here("GET", "/mission/differences", AT_THE_TABLE, fields={"one": "w-ben", "other": "w-cleo"}),
    here("GET", "/statements/{kind:str}/mine", AT_THE_TABLE),
    here("GET", "/statements/{kind:str}/ideas", AT_THE_TABLE),
    here("GET", "/wordings/{wording_id:str}/mine", AT_THE_TABLE),
    here("GET", "/wordings/{wording_id:str}/translations/mine", AT_THE_TABLE),
    here("GET", "/wordings/{wording_id:str}/translations/new", AT_THE_TABLE, fields={"language": "es"}),
    here("GET", "/translations/{translation_id:str}", AT_THE_TABLE),
    here("GET", "/drafts/{draft_id:str}", AT_THE_TABLE),
    here("GET", "/drafts/{draft_id:str}/story", AT_THE_TABLE),
    here("GET", "/drafts/{draft_id:str}/differences", AT_THE_TABLE),
    here("GET", "/drafts/{draft_id:str}/steady", LEADING),
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
LINES = [*LOOKING, *FORMS, *OUTSIDE, *OUTSIDE_FORMS]
