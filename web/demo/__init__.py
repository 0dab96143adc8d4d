"""The demonstration: an invented partnership with weeks behind it, told through the ordinary commands.

Chance is fixed, so everybody sees the same; only the days count back from the day it is made. Acts carry
the time they are said to have happened, and that the demonstration wrote them down.
"""

from datetime import UTC, datetime

from web.accounts import Accounts
from web.control import OwnDesk, Refused
from web.demo import deciding, drafting, gathering, promising, seeking, wishing
from web.demo.cast import EVERYBODY, PERSONAS
from web.demo.story import PARTNERSHIP, PERSON, Story

SEED = 20_260_301
ZONE = "America/Chicago"


class DemoRefused(Exception):
    """The rules do not accept the story any more: it has to be told anew."""


async def plant(desk: OwnDesk, accounts: Accounts, now: datetime | None = None) -> None:
    """Make the demonstration in an empty database. The threads of the story are told side by side."""
    story = tell(now or datetime.now(UTC))
    asked = sorted(story.asked, key=lambda one: one.at)
    # All at once: what is in the past must be closed before the clock looks at it.
    for one, answer in zip(asked, await desk.ask(asked), strict=True):
        if isinstance(answer, Refused):
            raise DemoRefused(f"{one.kind} {one.fields}: {answer.why}")
    await drafting.write(desk, story)
    await accounts.run(offer_personas, accounts)


def tell(now: datetime) -> Story:
    """The whole story."""
    story = Story(now, SEED)
    gathering.gather(story)
    deciding.decide_on_vision(story)
    deciding.agree_on_meetings(story)
    goals = wishing.wish(story)
    deciding.decline_the_app(story)
    wishing.take_on(story, goals)
    promising.promise(story, goals)
    deciding.discuss_the_mission(story)
    deciding.propose_values(story)
    deciding.ask_about_travel(story)
    seeking.seek(story)
    return story


def offer_personas(accounts: Accounts) -> None:
    """An account for each of those whom a visitor can be."""
    players = {player.persona: player for player in EVERYBODY if player.persona}
    for sort, key in enumerate(PERSONAS):
        account = accounts.create(None, "en", ZONE)
        accounts.link(account.id, PARTNERSHIP, PERSON[players[key].key])
        accounts.add_persona(key, account.id, sort)
