"""One decision, from the question to what followed, as its page shows it."""

from typing import Any, Literal

from events.decisions import Subject
from projections import decisions
from projections.decisions import Decision, Objection, State, VoiceChoice
from web.api.caller import Caller
from web.api.shapes import Acted, PartnerNamed, Shape, Teller, Text
from web.api.views.charter import Corrected, corrections
from web.api.views.decisions import Came, MoreTime, Rules, came, more_time, rules
from web.api.views.languages import VersionShown, version
from web.pages.decisions.contexts import Put, decision_context

ELECTORATE_LISTED = 60
"""A page lists the electorate up to this size; so does this."""


class Asked(Shape, frozen=True, kw_only=True):
    """What exactly was asked: the wording as it read then, the goal, or the title alone.

    `versions` are the translations that the decision is about, too; `missing` says in which of the pages'
    languages the wording did not exist then.
    """

    kind: Literal["wording", "goal", "question"]
    wording: str | None
    text: Text | None
    corrections: list[Corrected]
    versions: list[VersionShown]
    missing: list[str]
    goal: str | None
    goal_title: Text | None


class VoiceGiven(Shape, frozen=True, kw_only=True):
    """How a voter answered, and who gave the answer when."""

    voter: PartnerNamed
    choice: VoiceChoice
    given: Acted


class ObjectionShown(Shape, frozen=True, kw_only=True):
    """What somebody has against it, and how it was answered."""

    id: str
    voter: PartnerNamed
    reason: Text
    state: Literal["open", "integrated", "withdrawn"]
    raised: Acted
    note: Text | None
    resolved: Acted | None


class Count(Shape, frozen=True, kw_only=True):
    """How it stands: voices by choice, and how many are still missing for it to count."""

    voted: int
    counts: dict[str, int]
    missing_for_quorum: int


class DecisionShown(Shape, frozen=True, kw_only=True):
    """One decision.

    Who looks from outside gets the count when there is an outcome, and never who answered how, who may
    answer, and what was objected.
    """

    id: str
    title: Text
    state: State
    asked: Asked
    rules: Rules
    opened: Acted
    count: Count | None
    voices: list[VoiceGiven] | None
    objections: list[ObjectionShown] | None
    electorate: list[PartnerNamed] | None
    joined_since: int | None
    left_since: int | None
    more_time: list[MoreTime]
    outcome: Came | None
    replaced_by: str | None


def one_decision(caller: Caller, item: str) -> DecisionShown | None:
    """The decision of that id for this reader."""
    shared = decision_context(caller.views, caller.audience, item)
    if shared is None:
        return None
    decision, tell = shared["decision"], Teller(caller.naming)
    return DecisionShown(
        id=decision.id,
        title=tell.words(decision.title),
        state=shared["state"],
        asked=asked(tell, decision.subject, shared["put"]),
        rules=rules(decision),
        opened=tell.act(decision.opened),
        more_time=more_time(tell, decision),
        outcome=came(tell, decision),
        replaced_by=decision.superseded.by if decision.superseded and caller.insider else None,
        count=count(decision) if caller.insider or decision.result else None,
        **(inside(tell, decision, shared) if caller.insider else OUTSIDE),
    )


OUTSIDE: dict[str, None] = dict.fromkeys(("voices", "objections", "electorate", "joined_since", "left_since"))


def inside(tell: Teller, decision: Decision, shared: dict[str, Any]) -> dict[str, Any]:
    """What members and auditors see as well."""
    listed = decision.entitled <= ELECTORATE_LISTED
    against = shared["objections"] if decision.method == "no objection" else []
    return {
        "voices": [
            VoiceGiven(voter=voter(tell, decision, one.voter), choice=one.choice, given=tell.act(one.latest))
            for answer in shared["answers"]
            for one in answer.voices
        ],
        "objections": [objection(tell, decision, one) for one in against],
        "electorate": [voter(tell, decision, one) for one in decision.electorate] if listed else None,
        "joined_since": len(shared["changes"].joined),
        "left_since": len(shared["changes"].left),
    }


def voter(tell: Teller, decision: Decision, one: str) -> PartnerNamed:
    """Who stands behind a voice."""
    if decision.electorate_kind == "partners":
        return tell.partner(one)
    person = tell.person(one)
    return PartnerNamed(id=person.id, kind="person", name=person.name)


def count(decision: Decision) -> Count:
    """The count as published, or as it stands."""
    tally = decisions.tally(decision)
    return Count(voted=tally.voted, counts=tally.counts, missing_for_quorum=tally.missing_for_quorum)


def asked(tell: Teller, subject: Subject, put: Put) -> Asked:
    """The question. Observers see a wording only once it is the partnership's own."""
    wording = put.wording
    if wording is not None and tell.observer and not wording.adopted:
        wording = None
    told = put.spoken.told if put.spoken else []
    return Asked(
        kind=subject.kind,
        wording=wording.id if wording else None,
        text=tell.words(put.text) if wording else None,
        corrections=corrections(tell, put.corrections or []) if wording else [],
        versions=[version(tell, one.version) for one in told if one.version] if wording else [],
        missing=put.spoken.missing if wording and put.spoken else [],
        goal=put.goal.id if put.goal else None,
        goal_title=tell.words(put.goal.title) if put.goal else None,
    )


def objection(tell: Teller, decision: Decision, one: Objection) -> ObjectionShown:
    """One objection with what became of it."""
    return ObjectionShown(
        id=one.id,
        voter=voter(tell, decision, one.voter),
        reason=tell.words(one.reason),
        state=one.state,
        raised=tell.act(one.raised),
        note=tell.maybe(one.note),
        resolved=tell.maybe_act(one.resolved),
    )
