"""Links on their way, to sign in or to join: by mail, or printed by the demo and where the owner chose that.

Sending happens after the page was answered, so that the time an answer takes tells nobody whether an
address is known here.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog

from web.reader import LANGUAGES, Language
from web.rendering.language import day_in_words, translated
from web.rendering.language import gettext_noop as N_
from web.settings import Settings

logger = structlog.get_logger(__name__)

SEND_WITHIN = 20.0
SUBJECT = N_("Your link to sign in")
BODY = N_(
    "Here is your link to sign in. It works once, for ten minutes:\n\n{link}\n\n"
    "If you did not ask for it, you need not do anything."
)
INVITED = N_("{name} invites you: {partnership}")
INVITATION = N_(
    "Hello,\n\n{name} invites you to take part in “{partnership}”.\n\n"
    "Open this link to see what it is about. Nothing happens until you say so:\n\n{link}\n\n"
    "The link is for you alone and works until {day}. "
    "If you do not want to join, you need not do anything."
)


class Invited(NamedTuple):
    """What a mail with an invitation says."""

    link: str
    name: str
    partnership: str
    until: date


class MailServer(NamedTuple):
    """Where mail is handed over. `smtps` is encrypted from the first byte, `smtp` as soon as it can be."""

    host: str
    port: int
    user: str | None
    password: str | None
    encrypted: bool

    @classmethod
    def at(cls, url: str) -> "MailServer":
        """The server an address like smtp://user:password@host:587 names."""
        parts = urlsplit(url)
        encrypted = parts.scheme == "smtps"
        usual = 465 if encrypted else 587 if parts.username else 25
        user = unquote(parts.username) if parts.username else None
        password = unquote(parts.password) if parts.password else None
        return cls(parts.hostname or "", parts.port or usual, user, password, encrypted)

    async def send(self, message: EmailMessage) -> None:
        """Hand a message over. A password never travels in the clear to another machine."""
        local = self.host in ("localhost", "127.0.0.1", "::1")
        must_encrypt = self.user is not None and not local and not self.encrypted
        await aiosmtplib.send(
            message,
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.encrypted,
            start_tls=True if must_encrypt else None if not self.encrypted else False,
            timeout=SEND_WITHIN,
        )


class Post:
    """Sends what has to be sent, one task for each mail."""

    def __init__(self, settings: Settings, say: Callable[[str], None] = print) -> None:
        self._server = MailServer.at(settings.mail_server) if settings.mail_server else None
        self._from = settings.mail_from or f"Everyseat <everyseat@{urlsplit(settings.base_url).hostname}>"
        self._say = say
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def by_mail(self) -> bool:
        """Whether there is a mail server; otherwise links are printed."""
        return self._server is not None

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something once the page was answered."""
        task = asyncio.get_running_loop().create_task(guarded(work))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def send_link(self, address: str, link: str, language: Language) -> None:
        """Send a link to sign in."""
        if self._server is None:
            self._say(f"Sign-in link for {address} (works once, for ten minutes):\n    {link}")
        else:
            await self._server.send(link_mail(self._from, address, link, language))

    async def send_invitation(self, address: str, invited: Invited, language: Language) -> None:
        """Send a link to join, in the language of the invitation first and then in the other one."""
        if self._server is None:
            self._say(f"Invitation for {address}:\n    {invited.link}")
        else:
            await self._server.send(invitation_mail(self._from, address, invited, language))

    async def close(self) -> None:
        """Let the mails under way be handed over."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=SEND_WITHIN)


async def guarded(work: Coroutine[Any, Any, None]) -> None:
    """Note a failure without the address; the person sees no mail and asks for another link."""
    try:
        await work
    except Exception as error:
        logger.error("mail_not_sent", why=type(error).__name__)


def link_mail(sender: str, address: str, link: str, language: Language) -> EmailMessage:
    """The mail with the link, as plain text."""
    return plain_mail(
        sender, address, translated(SUBJECT, language), translated(BODY, language).format(link=link)
    )


def invitation_mail(sender: str, address: str, invited: Invited, language: Language) -> EmailMessage:
    """The mail with an invitation: short, and in both languages."""
    subject = translated(INVITED, language).format(name=invited.name, partnership=invited.partnership)
    order = sorted(LANGUAGES, key=lambda one: one != language)
    texts = [
        translated(INVITATION, one).format(
            name=invited.name,
            partnership=invited.partnership,
            link=invited.link,
            day=day_in_words(invited.until, one),
        )
        for one in order
    ]
    return plain_mail(sender, address, " ".join(subject.split())[:200], "\n\n— — —\n\n".join(texts))


def plain_mail(sender: str, address: str, subject: str, text: str) -> EmailMessage:
    """A mail of words only."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = sender
    message["To"] = address
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip(">"))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message
