"""Links that go out by mail."""

from __future__ import annotations

import asyncio
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.postgres import free_port
from tests.web.served import ask_for_link, serve, settings_for
from web.mail import MailServer, link_mail


class Mailbox:
    """Keeps what a mail server is given."""

    def __init__(self) -> None:
        self.letters: asyncio.Queue[Any] = asyncio.Queue()
        self.loop = asyncio.get_running_loop()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.loop.call_soon_threadsafe(self.letters.put_nowait, envelope)
        return "250 OK"


async def test_the_link_comes_by_mail(migrated_sqlite_url: str) -> None:
    mailbox, port = Mailbox(), free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        settings = settings_for(migrated_sqlite_url, EVERYSEAT_MAIL_URL=f"smtp://127.0.0.1:{port}")
        async with serve(settings) as served:
            await served.account("ana@example.org", language="es")
            browser = served.visitor()
            await ask_for_link(browser, "ana@example.org")
            told = await browser.get("/sign-in/sent")
            letter = await asyncio.wait_for(mailbox.letters.get(), 5)
            assert "on its way" in told.text
            assert served.said == []
    finally:
        controller.stop()
    assert letter.rcpt_tos == ["ana@example.org"]
    assert b"http://127.0.0.1:8400/sign-in/link/" in letter.content
    assert b"Message-ID: <" in letter.content


async def test_a_mail_server_that_is_away_does_not_break_the_page(migrated_sqlite_url: str) -> None:
    settings = settings_for(migrated_sqlite_url, EVERYSEAT_MAIL_URL=f"smtp://127.0.0.1:{free_port()}")
    async with serve(settings) as served:
        await served.account()
        assert (await ask_for_link(served.visitor(), "ana@example.org")).status_code == 303


def test_a_letter_holds_its_link_on_a_line_of_its_own() -> None:
    link = "https://table.example/sign-in/link/" + "x" * 43
    letter = link_mail("Everyseat <everyseat@table.example>", "ana@example.org", link, "en")
    assert isinstance(letter, EmailMessage)
    assert link in letter.get_content().splitlines()


def test_the_mail_servers_address_is_taken_apart() -> None:
    assert MailServer.at("smtps://a%40b:p%3Aw@mail.example") == ("mail.example", 465, "a@b", "p:w", True)
    assert MailServer.at("smtp://mail.example").port == 25
    assert MailServer.at("smtp://u:p@mail.example").port == 587
