"""The whole partnership as its rules see it: plain data, nothing sealed, nothing that only a page shows.

The fold owns its state: `evolve` changes it in place and hands the same object back, because a
partnership may hold a million events. One thread owns it. Every part is made of structs, dicts with
string keys and sets, so that a snapshot of it can be encoded as it is.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import msgspec

from events.charter import StatementKind
from events.contributions import Unit
from events.conversation import Thing
from events.decisions import Choice, ElectorateKind, Method, Subject
from events.goals import GoalVote
from events.network import Tie
from events.partners import Category, Figures, OutreachStep, PartnerKind, Role
from events.support import Need

Place = Literal["taken", "paused", "left"]
Ballot = Choice | Literal["objection"]


class Partner(msgspec.Struct):
    """A place at the table. `speaker` acts for it, `until` a moment if one was given."""

    kind: PartnerKind
    place: Place = "taken"
    speaker: str | None = None
    until: datetime | None = None


class Member(msgspec.Struct):
    """An admitted person: roles besides plain member, and the partners that they may act for."""

    roles: frozenset[Role] = frozenset()
    places: frozenset[str] = frozenset()
    terms: int = 0


class Invitation(msgspec.Struct):
    """A place that somebody may take: for an organisation or for themselves, with one role."""

    partner: str | None
    role: Role
    until: datetime
    status: Literal["open", "used", "withdrawn"] = "open"
    person: str | None = None


class Partners(msgspec.Struct):
    """Who is at the table, by partner and by person; who is invited; who has said what they bring."""

    partners: dict[str, Partner] = {}
    members: dict[str, Member] = {}
    invitations: dict[str, Invitation] = {}
    introduced: set[str] = set()


class Seat(msgspec.Struct):
    """Places that the table wants to fill: the organisations there, and how many people, who stay unnamed."""

    category: Category | None
    places: int
    partners: frozenset[str] = frozenset()
    people: int = 0
    dismissed: bool = False

    @property
    def taken(self) -> int:
        """How many of the places are taken."""
        return len(self.partners) + self.people


class Nomination(msgspec.Struct):
    """Somebody who could be asked, and the last step on the way to them; None: not asked yet."""

    step: OutreachStep | None = None


class Seats(msgspec.Struct):
    """Whom the table is looking for. `assumptions` leads from each to the person who stated it."""

    seats: dict[str, Seat] = {}
    nominations: dict[str, Nomination] = {}
    assumptions: dict[str, str] = {}


class Sharing(msgspec.Struct):
    """Who shares something for the sums: by person, the name of what they sealed.

    `counted` is the same when the release in force was counted, `tables` what that release said.
    `moved_at` is the position at which somebody last shared or withdrew, `released_on` the end of the
    last window, whether its sums were withheld or not.
    """

    now: dict[str, str] = {}
    counted: dict[str, str] = {}
    tables: dict[str, Figures] = {}
    moved_at: int = 0
    released_on: date | None = None


class Statement(msgspec.Struct):
    """Mission, vision, purpose or values, and the wording that holds now."""

    kind: StatementKind
    adopted: str | None = None


class Wording(msgspec.Struct):
    """A text proposed for a statement. `replaced`: a later wording was adopted after this one.

    `language` is that of its text; `translations` holds the id of the latest translation into each other
    one, `versions` that of the latest which somebody checked. `corrections` are counted; `decision` is the
    one that adopted it.
    """

    statement: str
    author: str
    language: str
    status: Literal["proposed", "adopted", "replaced", "withdrawn"] = "proposed"
    translations: dict[str, str] = {}
    versions: dict[str, str] = {}
    corrections: int = 0
    decision: str | None = None


class Translation(msgspec.Struct):
    """A wording in another language. `bound`: the last decision opened on it once checked."""

    wording: str
    language: str
    translator: str
    checked: bool = False
    bound: str | None = None


class IdeaRound(msgspec.Struct):
    """Everybody is asked what matters to them. `authors` are those whose ideas stand now."""

    statement: str
    reveals_at: datetime | None
    authors: set[str] = set()
    revealed: bool = False


class Draft(msgspec.Struct):
    """A text that is being written together, and how far its stream is closed.

    `rounds` counts those begun since the last proposal; `ends_at` belongs to the one that runs now.
    """

    statement: str
    language: str
    sealed: int = 0
    rounds: int = 0
    ends_at: datetime | None = None


class Suggestion(msgspec.Struct):
    """Other words for a passage of a draft."""

    draft: str
    author: str
    status: Literal["open", "accepted", "declined", "withdrawn"] = "open"


class Charter(msgspec.Struct):
    """Statements, also by kind, and what belongs to them. `asking` leads from a statement to the idea
    round that runs for it."""

    statements: dict[str, Statement] = {}
    by_kind: dict[str, str] = {}
    wordings: dict[str, Wording] = {}
    translations: dict[str, Translation] = {}
    rounds: dict[str, IdeaRound] = {}
    asking: dict[str, str] = {}
    drafts: dict[str, Draft] = {}
    suggestions: dict[str, Suggestion] = {}


class Remark(msgspec.Struct):
    """What somebody said about something."""

    about: Thing
    author: str
    answered: bool = False


class Conversation(msgspec.Struct):
    """What people said, by id."""

    remarks: dict[str, Remark] = {}


class OpenQuestion(msgspec.Struct, tag="open"):
    """A decision that people may vote on. `ballots` holds each voter's present ballot."""

    opener: str
    subject: Subject
    method: Method
    electorate_kind: ElectorateKind
    electorate: frozenset[str]
    quorum: Decimal
    threshold: Decimal
    closes_at: datetime | None
    ballots: dict[str, Ballot] = {}


class ClosedQuestion(msgspec.Struct, tag="closed", frozen=True):
    """A decision whose count is published; the ballots are no longer needed here."""


class SupersededQuestion(msgspec.Struct, tag="superseded", frozen=True):
    """A decision that a new text has overtaken."""

    by: str


Question = OpenQuestion | ClosedQuestion | SupersededQuestion


class Objection(msgspec.Struct):
    """What a voter has against a proposal; while it is open it is their ballot."""

    decision: str
    voter: str
    status: Literal["open", "integrated", "withdrawn"] = "open"


class Decisions(msgspec.Struct):
    """Questions and objections. `open_on` leads from a statement or a goal to the open decision on it."""

    questions: dict[str, Question] = {}
    objections: dict[str, Objection] = {}
    open_on: dict[str, str] = {}


class Goal(msgspec.Struct):
    """A goal and each person's present vote on it."""

    proposer: str
    status: Literal["proposed", "adopted", "dropped", "achieved"] = "proposed"
    votes: dict[str, GoalVote] = {}


class Objective(msgspec.Struct):
    """A measurable step to a goal."""

    goal: str
    owner: str
    baseline: Decimal
    target: Decimal
    due: date
    status: Literal["running", "achieved"] = "running"


class Goals(msgspec.Struct):
    """Goals, objectives, and each person's list of what comes first."""

    goals: dict[str, Goal] = {}
    objectives: dict[str, Objective] = {}
    rankings: dict[str, tuple[str, ...]] = {}


class Promise(msgspec.Struct):
    """A promise of a partner. `promised_by` and `delivered_by` are people, `disputed_by` a partner."""

    partner: str
    promised_by: str
    amount: Decimal | None
    unit: Unit | None
    due: date | None
    status: Literal["offered", "delivered", "disputed", "confirmed", "released"] = "offered"
    delivered_by: str | None = None
    disputed_by: str | None = None


class Contributions(msgspec.Struct):
    """All promises, and by partner who said last how many hours a month it can give."""

    promises: dict[str, Promise] = {}
    hours: dict[str, tuple[str, Decimal]] = {}


class Network(msgspec.Struct):
    """The latest ties of each kind, to notice when the same survey comes again."""

    ties: dict[str, tuple[Tie, ...]] = {}


class Support(msgspec.Struct):
    """What each person asked for last."""

    needs: dict[str, tuple[Need, ...]] = {}


class Partnership(msgspec.Struct):
    """Everything that the rules of one partnership may look at. `position` 0: not founded yet."""

    position: int = 0
    recorded_at: datetime | None = None
    partners: Partners = msgspec.field(default_factory=Partners)
    seats: Seats = msgspec.field(default_factory=Seats)
    sharing: Sharing = msgspec.field(default_factory=Sharing)
    charter: Charter = msgspec.field(default_factory=Charter)
    conversation: Conversation = msgspec.field(default_factory=Conversation)
    decisions: Decisions = msgspec.field(default_factory=Decisions)
    goals: Goals = msgspec.field(default_factory=Goals)
    contributions: Contributions = msgspec.field(default_factory=Contributions)
    network: Network = msgspec.field(default_factory=Network)
    support: Support = msgspec.field(default_factory=Support)
