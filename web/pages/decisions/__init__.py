"""The pages of decisions: the list, one decision, the form to put a question, and the vote."""

from web.live import Fragment
from web.pages.decisions import opening, showing, voting
from web.pages.decisions.contexts import (
    decision_context,
    list_context,
    list_touched,
    objections_context,
    touched,
    touched_life,
    touched_objections,
)

FRAGMENTS = [
    Fragment("decisions", "decisions/list.html", "decision_list", list_context, list_touched),
    Fragment(
        "decision", "decisions/question.html", "decision_question", decision_context, touched_objections
    ),
    Fragment("decision", "decisions/outcome.html", "outcome", decision_context, touched_life),
    Fragment("decision", "decisions/tally.html", "decision_tally", decision_context, touched),
    Fragment("decision", "decisions/objections.html", "objections", objections_context, touched_objections),
    Fragment("decision", "decisions/rules.html", "decision_rules", decision_context, touched_life),
]
HANDLERS = [*showing.HANDLERS, *opening.HANDLERS, *voting.HANDLERS]
