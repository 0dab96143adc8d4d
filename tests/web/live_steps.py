"""What happens on the pages that are looked at: an act of every kind, each when it is possible."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from workspace.charter.commands import (
    AcceptSuggestion,
    CheckTranslation,
    CorrectWording,
    DeclareInterest,
    DeclineSuggestion,
    EndDraftRound,
    InviteIdeas,
    MakeSuggestion,
    OfferTranslation,
    OpenDraft,
    OpenDraftRound,
    OpenStatement,
    ProposeWording,
    RevealIdeas,
    WithdrawSuggestion,
    WithdrawWording,
)
from workspace.contributions.commands import (
    ConfirmDelivery,
    DeclareCapacity,
    DeliverPromise,
    DisputeDelivery,
    MakePromise,
    ReleasePromise,
    RevisePromise,
    SettleDispute,
)
from workspace.conversation.commands import AnswerRemark, MakeRemark
from workspace.decisions.commands import (
    CastBallot,
    CloseDecision,
    ExtendDecision,
    IntegrateObjection,
    OpenDecision,
    RaiseObjection,
)
from workspace.goals.commands import (
    AchieveGoal,
    AdoptGoal,
    DefineObjective,
    DropGoal,
    ProposeGoal,
    RankGoals,
    ReportProgress,
    ReviseObjective,
    VoteOnGoal,
)
from workspace.leadership.commands import ChooseQuickWin
from workspace.partners.commands import (
    AdmitOrganisation,
    AdmitPerson,
    DeclarePerspective,
    LeavePartnership,
    PausePartner,
    ResumePartner,
)
from workspace.partners.commands.attributes import ReleaseFigures, ShareAttributes, WithdrawAttributes
from workspace.partners.commands.founding import ChooseStartingApproach, PlanInclusionWave
from workspace.partners.commands.joining import (
    AcceptInvitation,
    ChooseDisplayName,
    InvitePartner,
    WithdrawInvitation,
    WriteIntroduction,
)
from workspace.partners.commands.seats import (
    DismissSeat,
    FillSeat,
    LogOutreach,
    NominatePartner,
    OpenSeat,
    ReopenSeat,
    StateAssumption,
    TestAssumption,
    VacateSeat,
)
from workspace.support.commands import AskSupport

SHARED = '{"catalogue": 1, "answers": {"geography": "large city"}}'
SOON = (datetime.now(UTC) + timedelta(days=20)).date()
LATER = (datetime.now(UTC) + timedelta(days=9)).isoformat()
MUCH_LATER = (datetime.now(UTC) + timedelta(days=19)).isoformat()
SMART = {name: f"{name} words" for name in ("specific", "measurable", "achievable", "relevant", "time_bound")}
PERSPECTIVE = '{"group": "patients", "category": "patient", "lived_experience": true}'
PAGES = (
    "/",
    "/mission",
    "/drafts/draft1",
    "/wordings/w1/remarks",
    "/decisions",
    "/decisions/d1",
    "/decisions/d2",
    "/goals",
    "/goals/g1",
    "/promises",
    "/promises/p1",
    "/directory",
    "/directory/diversity",
    "/seats",
    "/seats/outreach",
    "/how-we-work",
    "/history",
    "/search",
)
BEN = {"by": "ben"}
CLEO = {"by": "cleo", "partner": "payer"}
ANA = {"by": "ana"}
SERVER = {"counted": True}
DRAFT = {"kind": "draft", "id": "draft1"}
WORDING = {"kind": "wording", "id": "w1"}
SAID = {"passage": "We listen", "anchor": {"begin": "AAEA", "end": "AAEB"}}
SUGGESTED = {"draft": "draft1", "passage": "We listen", "anchor": {"begin": "AAEA", "end": "AAEB"}}


class Step(NamedTuple):
    """One act: what is asked, by whom, under which id."""

    kind: Any
    fields: dict[str, Any]
    act: dict[str, Any]
    thing: str | None = None


STEPS = [
    Step(OpenStatement, {"kind": "mission"}, ANA, "s1"),
    Step(InviteIdeas, {"statement": "s1", "reveals_at": LATER}, ANA, "r1"),
    Step(DeclareInterest, {"round": "r1", "interest": "hasty thoughts"}, BEN),
    Step(DeclareInterest, {"round": "r1", "interest": "calm thoughts", "second_idea": "naps"}, BEN),
    Step(DeclareInterest, {"round": "r1", "first_idea": "fair bills"}, CLEO),
    Step(RevealIdeas, {"round": "r1"}, ANA),
    Step(InviteIdeas, {"statement": "s1"}, ANA, "r2"),
    Step(DeclareInterest, {"round": "r2", "interest": "unripe pears", "third_idea": "windmills"}, CLEO),
    Step(OpenDraft, {"statement": "s1", "language": "en"}, BEN, "draft1"),
    Step(OpenDraftRound, {"draft": "draft1", "minutes": 60}, ANA),
    Step(MakeSuggestion, SUGGESTED | {"replacement": "We act"}, BEN | SERVER, "sg1"),
    Step(MakeSuggestion, SUGGESTED | {"why": "shorter"}, BEN | SERVER, "sg2"),
    Step(MakeSuggestion, SUGGESTED | {"replacement": "We sing"}, BEN | SERVER, "sg3"),
    Step(AcceptSuggestion, {"suggestion": "sg1"}, ANA | SERVER),
    Step(DeclineSuggestion, {"suggestion": "sg2", "why": "it is needed"}, CLEO),
    Step(WithdrawSuggestion, {"suggestion": "sg3"}, BEN),
    Step(EndDraftRound, {"draft": "draft1"}, ANA),
    Step(OpenDraftRound, {"draft": "draft1", "minutes": 60}, ANA),
    Step(EndDraftRound, {"draft": "draft1"}, ANA),
    Step(ProposeWording, {"statement": "s1", "text": "We breathe with patients."}, BEN, "w1"),
    Step(MakeRemark, {"about": DRAFT, "text": "Shorter?"} | SAID, CLEO | SERVER, "rm1"),
    Step(AnswerRemark, {"remark": "rm1", "answer": "taken", "why": "it was long"}, ANA),
    Step(MakeRemark, {"about": WORDING, "text": "For or with?", "passage": "with"}, CLEO | SERVER, "rm2"),
    Step(AnswerRemark, {"remark": "rm2", "answer": "not taken", "why": "it is meant"}, BEN),
    Step(CorrectWording, {"wording": "w1", "text": "We breathe, with patients.", "why": "comma"}, BEN),
    Step(ProposeWording, {"statement": "s1", "text": "We walk."}, CLEO, "w2"),
    Step(WithdrawWording, {"wording": "w2", "why": "too short"}, CLEO),
    Step(
        OfferTranslation, {"wording": "w1", "language": "es", "text": "Respiramos con pacientes."}, CLEO, "t1"
    ),
    Step(CheckTranslation, {"translation": "t1"}, BEN),
    Step(OpenDecision, {"title": "Our mission?", "subject": {"kind": "wording", "id": "w1"}}, ANA, "d1"),
    Step(CastBallot, {"decision": "d1", "choice": "no objection"}, BEN),
    Step(
        CorrectWording, {"wording": "w1", "text": "We breathe together, with patients.", "why": "slip"}, BEN
    ),
    Step(RaiseObjection, {"decision": "d1", "reason": "carers are missing"}, CLEO, "o1"),
    Step(IntegrateObjection, {"objection": "o1", "note": "carers are added"}, ANA),
    Step(CastBallot, {"decision": "d1", "choice": "no objection"}, CLEO),
    Step(CastBallot, {"decision": "d1", "choice": "no objection"}, ANA),
    Step(CloseDecision, {"decision": "d1"}, ANA),
    Step(OpenDecision, {"title": "Meet on Mondays?", "method": "majority", "closes_at": LATER}, BEN, "d2"),
    Step(AdmitPerson, {"person": "eva", "display_name": "Eva Lund"}, ANA),
    Step(CastBallot, {"decision": "d2", "choice": "yes"}, BEN),
    Step(CastBallot, {"decision": "d2", "choice": "no"}, BEN),
    Step(ProposeGoal, {"title": "Walk to the shop", "why": "it matters"}, BEN, "g1"),
    Step(ProposeGoal, {"title": "Sleep well"}, CLEO, "g2"),
    Step(VoteOnGoal, {"goal": "g1", "vote": "support"}, CLEO),
    Step(VoteOnGoal, {"goal": "g1", "vote": "against"}, CLEO),
    Step(RankGoals, {"goals": ["g2", "g1"]}, CLEO),
    Step(AdoptGoal, {"goal": "g1"}, ANA),
    Step(
        DefineObjective,
        {
            "goal": "g1",
            "title": "Twenty walkers",
            "smart": SMART,
            "baseline": "0",
            "target": "20",
            "unit": "people",
            "owner": "payer",
            "due": SOON.isoformat(),
        },
        ANA,
        "ob1",
    ),
    Step(ReportProgress, {"objective": "ob1", "value": "7", "evidence": "a list"}, CLEO),
    Step(
        ReviseObjective,
        {"objective": "ob1", "target": "15", "due": SOON.isoformat(), "why": "winter"},
        CLEO,
    ),
    Step(DropGoal, {"goal": "g2", "why": "later"}, CLEO),
    Step(
        MakePromise,
        {"kind": "data", "title": "A list", "amount": "3", "unit": "hours", "goal": "g1"},
        CLEO,
        "p1",
    ),
    Step(RevisePromise, {"pledge": "p1", "amount": "2", "why": "less time"}, CLEO),
    Step(DeliverPromise, {"pledge": "p1", "evidence": "in the folder"}, CLEO),
    Step(DisputeDelivery, {"pledge": "p1", "why": "a page is missing"}, BEN),
    Step(SettleDispute, {"pledge": "p1", "how": "goes on", "note": "we look again"}, ANA),
    Step(DeliverPromise, {"pledge": "p1", "evidence": "now whole"}, CLEO),
    Step(ConfirmDelivery, {"pledge": "p1"}, BEN),
    Step(MakePromise, {"kind": "advocacy", "title": "A talk"}, BEN, "p2"),
    Step(ReleasePromise, {"pledge": "p2", "why": "unwell"}, BEN),
    Step(AchieveGoal, {"goal": "g1"}, ANA),
    Step(ExtendDecision, {"decision": "d2", "closes_at": MUCH_LATER, "why": "holidays"}, BEN),
    Step(CloseDecision, {"decision": "d2", "why": "all have voted"}, BEN),
    Step(AdmitOrganisation, {"name": "Carers' Circle", "group": "patients", "category": "caregiver"}, ANA),
    Step(OpenSeat, {"category": "caregiver", "looking_for": "works at night", "places": 2}, ANA, "st1"),
    Step(OpenSeat, {"looking_for": "drives a van", "timing": "as progress is made"}, ANA, "st2"),
    Step(NominatePartner, {"seat": "st1", "who": "Rosa"}, BEN, "n1"),
    Step(NominatePartner, {"who": "The night bus", "category": "industry"}, CLEO, "n2"),
    Step(LogOutreach, {"nomination": "n1", "step": "asked"}, ANA),
    Step(LogOutreach, {"nomination": "n2", "step": "declined", "note": "no time"}, ANA),
    Step(LogOutreach, {"category": "purchaser", "step": "asked"}, ANA),
    Step(FillSeat, {"seat": "st1", "partner": "clinic"}, ANA),
    Step(VacateSeat, {"seat": "st1", "partner": "clinic"}, ANA),
    Step(FillSeat, {"seat": "st1"}, ANA),
    Step(FillSeat, {"seat": "st1"}, ANA),
    Step(VacateSeat, {"seat": "st1"}, ANA),
    Step(DismissSeat, {"seat": "st2", "why": "the clinic has one"}, ANA),
    Step(ReopenSeat, {"seat": "st2"}, ANA),
    Step(StateAssumption, {"text": "We are many", "test_by": SOON.isoformat()}, BEN, "as1"),
    Step(TestAssumption, {"assumption": "as1", "finding": "holds", "note": "we counted"}, BEN),
    Step(AdmitPerson, {"person": "dora", "display_name": "Dora Vidal"}, ANA),
    Step(InvitePartner, {"until": LATER}, ANA, "in1"),
    Step(InvitePartner, {"until": LATER, "role": "observer"}, ANA, "in2"),
    Step(WithdrawInvitation, {"invitation": "in2"}, ANA),
    Step(AcceptInvitation, {"invitation": "in1", "display_name": "Zoe Hart", "terms": 1}, {"by": "zoe"}),
    Step(ChooseDisplayName, {"display_name": "Ben the Baker"}, BEN),
    Step(WriteIntroduction, {"brings": "Bread on Mondays"}, BEN),
    Step(DeclareCapacity, {"hours": "3"}, BEN),
    Step(AskSupport, {"needs": ["travel"], "note": "after dark"}, BEN),
    Step(DeclarePerspective, {"perspective": PERSPECTIVE, "shown_to": "members"}, BEN),
    Step(ShareAttributes, {"attributes": SHARED}, BEN),
    Step(WithdrawAttributes, {}, BEN),
    Step(ReleaseFigures, {"seen": 999, "people": 5, "tables": []}, {"by": "ana", "counted": True}),
    Step(ChooseStartingApproach, {"we": "coalition", "approach": "small", "why": "trust"}, ANA),
    Step(PlanInclusionWave, {"number": 2, "categories": ["payer"], "by": SOON.isoformat()}, ANA),
    Step(ChooseQuickWin, {"title": "Walk together", "due": SOON.isoformat()}, ANA),
    Step(PausePartner, {}, BEN),
    Step(ResumePartner, {}, BEN),
    Step(LeavePartnership, {}, {"by": "dora"}),
]
