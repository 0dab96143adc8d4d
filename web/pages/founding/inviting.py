"""Invitations of a new partnership on their way: by mail, and as codes on paper."""

import asyncio
from collections.abc import Sequence

from web.accounts import Accounts
from web.accounts.invitations import Secret
from web.imports.roster import Invitee
from web.mail import Invited, Post
from web.pages.founding.carrying_out import Founder, ends, invited
from web.pages.founding.entered import Entered
from web.reader import Language
from web.settings import Settings

ON_A_SHEET = 40
"""Codes are kept as slow hashes only: more of them would keep the reader waiting."""


async def invite_by_mail(
    settings: Settings, accounts: Accounts, mail: Post, entered: Entered, founder: Founder
) -> None:
    """Make a link for everybody who has an address and none yet, and send them one after the other."""
    known = await accounts.run(accounts.invitations.open_in, founder.partnership)
    sent = []
    for one in invited(entered, founder):
        if one.email is not None and one.id not in known:
            secret = await made(accounts, one, entered, founder)
            sent.append((one.email, told(f"{settings.base_url}/join/link/{secret.token}", entered)))
    if sent:
        mail.later(deliver(mail, sent, spoken(entered)))


def told(link: str, entered: Entered) -> Invited:
    """What the mail says."""
    return Invited(link, entered.display_name, entered.name, ends(entered).date())


async def deliver(mail: Post, sent: Sequence[tuple[str, Invited]], language: Language) -> None:
    """Send them in turn: a mail server is not to be flooded."""
    failed = None
    for address, what in sent:
        try:
            await mail.send_invitation(address, what, language)
        except Exception as error:
            failed = error  # The others are sent all the same; whoever got none is invited again by hand.
    if failed is not None:
        raise failed


async def made(accounts: Accounts, one: Invitee, entered: Entered, founder: Founder) -> Secret:
    """Keep an invitation with a fresh secret."""
    return await accounts.run(
        accounts.invitations.make,
        founder.partnership,
        one.id,
        one.email,
        one.organisation,
        "member",
        ends(entered),
        entered.language,
    )


def spoken(entered: Entered) -> Language:
    """The language of the mails."""
    return "es" if entered.language == "es" else "en"


def sheets(entered: Entered, founder: Founder) -> list[list[Invitee]]:
    """Those without an address, so many on a sheet."""
    people = [one for one in invited(entered, founder) if one.email is None]
    return [people[start : start + ON_A_SHEET] for start in range(0, len(people), ON_A_SHEET)]


async def with_codes(
    accounts: Accounts, people: Sequence[Invitee], entered: Entered, founder: Founder
) -> list[tuple[Invitee, Secret]]:
    """A fresh code and PIN for each of them; what they had before stops working."""
    secrets = await asyncio.gather(*(made(accounts, one, entered, founder) for one in people))
    return list(zip(people, secrets, strict=True))
