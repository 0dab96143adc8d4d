"""What a founding comes to: the partnership, what it says of itself, its organisations, and its invitations.

Every id derives from the founding's, so doing it again after a failure adds only what is missing.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec

from events.partners import Category
from web.accounts.addresses import normalised
from web.asking import TERMS
from web.door import Problem, Writer, build
from web.engine import Engine
from web.imports.roster import Invitee, Plan, Referred, plan
from web.page import problem_of
from web.pages.founding.drafts import partnership_of
from web.pages.founding.entered import Entered
from web.sentences.labels import CATEGORIES_OF
from workspace.acts import Act
from workspace.commands import Command
from workspace.leadership.commands import ChooseQuickWin
from workspace.partners.commands import AcceptRecordTerms, AdmitOrganisation, FoundPartnership, GrantMandate
from workspace.partners.commands.founding import ChooseStartingApproach, PlanInclusionWave
from workspace.partners.commands.joining import InvitePartner
from workspace.refusals import Refusal

INVITED_FOR = timedelta(days=30)
GROUP_OF = {category: group for group, many in CATEGORIES_OF.items() for category in many}


class Founder(NamedTuple):
    """Who founds: the founding's id, their own address, and the server's secret for ids and hashes."""

    founding: str
    email: str | None
    secret: bytes

    @property
    def partnership(self) -> str:
        """The id of the partnership."""
        return partnership_of(self.founding)

    @property
    def person(self) -> str:
        """The id of the founder in it."""
        return blake2b(f"founder/{self.founding}".encode(), key=self.secret[:64], digest_size=16).hexdigest()


class NotFounded(Exception):
    """The rules would not have it; everything that was entered is still there."""


class Wanted(NamedTuple):
    """One command, unsealed, with its id."""

    kind: type[Command]
    fields: dict[str, Any]
    id: str


def roster_of(entered: Entered, founder: Founder) -> Plan:
    """What the list comes to; the founder themselves is not invited."""
    return plan(entered.rows, Referred(founder.partnership, founder.secret))


def is_founder(one: Invitee, founder: Founder) -> bool:
    """Whether a row of the list is the founder's own."""
    return one.email is not None and founder.email is not None and one.email == normalised(founder.email)


def invited(entered: Entered, founder: Founder) -> list[Invitee]:
    """Everybody who is to be invited."""
    return [one for one in roster_of(entered, founder).people if not is_founder(one, founder)]


def ends(entered: Entered) -> datetime:
    """When the invitations end: counted from *Start*, however often it is pressed."""
    return datetime.fromtimestamp(entered.started, UTC) + INVITED_FOR


def everything(entered: Entered, founder: Founder) -> list[Wanted]:
    """All commands in their order; the first one founds."""
    return [
        *beginnings(entered, founder),
        *(
            Wanted(
                AdmitOrganisation,
                {"name": one.name, "group": GROUP_OF[one.category], "category": one.category},
                one.id,
            )
            for one in roster_of(entered, founder).organisations
        ),
        *invitations(entered, founder),
    ]


def beginnings(entered: Entered, founder: Founder) -> list[Wanted]:
    """What the partnership is, and what it says of itself."""
    languages = tuple(dict.fromkeys((entered.language, "en", "es")))
    names = {"name": entered.name, "question": entered.question, "display_name": entered.display_name}
    approach = {"we": entered.we, "approach": entered.approach, "affected": entered.affected}
    named: list[tuple[str, type[Command], dict[str, Any]]] = [
        ("founding", FoundPartnership, {**names, "languages": languages}),
        ("terms", AcceptRecordTerms, {"terms": TERMS}),
        ("approach", ChooseStartingApproach, {**approach, "why": entered.why}),
    ]
    for number, categories, by in ((1, entered.first, ""), (2, entered.later, entered.by)):
        if categories:
            named.append((f"wave-{number}", PlanInclusionWave, wave(number, categories, by)))
    if entered.title:
        named.append(("quick-win", ChooseQuickWin, {"title": entered.title, "due": entered.due}))
    referred = Referred(founder.partnership, founder.secret)
    return [Wanted(kind, fields, referred.id_of("founding", what)) for what, kind, fields in named]


def wave(number: int, categories: tuple[Category, ...], by: str) -> dict[str, Any]:
    """The fields of a wave."""
    return {"number": number, "categories": categories, "by": by}


def invitations(entered: Entered, founder: Founder) -> list[Wanted]:
    """Everybody is invited; the founder gets the right to act for their own organisation."""
    until = ends(entered).isoformat()
    found = []
    for one in roster_of(entered, founder).people:
        if not is_founder(one, founder):
            found.append(Wanted(InvitePartner, {"partner": one.organisation or "", "until": until}, one.id))
        elif one.organisation is not None:
            fields = {"person": founder.person, "partner": one.organisation}
            found.append(Wanted(GrantMandate, fields, one.id))
    return found


async def carry_out(engine: Engine, entered: Entered, founder: Founder) -> list[Problem]:
    """Do everything that is not done yet, and give back what was refused. Raises NotFounded."""
    first, *others = everything(entered, founder)
    trouble = await submit(engine, first, entered, founder)
    if trouble is not None:
        raise NotFounded(trouble.sentence)
    return [one for one in await in_order(engine, others, entered, founder) if one is not None]


async def in_order(
    engine: Engine, wanted: Sequence[Wanted], entered: Entered, founder: Founder
) -> list[Problem | None]:
    """All at once, so that they share transactions; they are decided in this order all the same."""
    under_way = [asyncio.ensure_future(submit(engine, one, entered, founder)) for one in wanted]
    return list(await asyncio.gather(*under_way))


async def submit(engine: Engine, wanted: Wanted, entered: Entered, founder: Founder) -> Problem | None:
    """One command; what is wrong with it comes back."""
    writer = Writer(founder.partnership, founder.person, wanted.id, entered.language)
    command = build(wanted.kind, wanted.fields, writer, engine.keys)
    if isinstance(command, Problem):
        return command
    act = Act(command=wanted.id, person=founder.person, partner=founder.person, at=datetime.now(UTC))
    content = msgspec.json.encode([wanted.kind.__name__, wanted.fields], order="sorted")
    answer = await engine.submit(
        founder.partnership,
        command,
        act,
        body_hash=blake2b(content, key=founder.secret[:64], digest_size=32).digest(),
        role="convener",
    )
    return problem_of(answer) if isinstance(answer, Refusal) else None
