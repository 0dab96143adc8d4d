"""One page for one reader: what handlers get, show and answer with."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Request, Response
from litestar.datastructures import FormMultiDict
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from events.log.plan import Done
from projections.views import Views
from web.asking import asks, in_words, must_accept
from web.door import Problem, Writer, build, problem
from web.engine.engine import Engine
from web.reader import Audience, Language, Reader, role_of
from web.rendering import Rendering
from web.rendering.staying import staying
from web.security.visit import visit_of
from web.sent import fingerprint, place
from web.stopped import stopped
from workspace.acts import Act
from workspace.commands import Command
from workspace.partners.commands import AcceptRecordTerms
from workspace.refusals import Refusal

STATUS = {"not allowed": 403, "not found": 404, "not now": 409, "not valid": 422}
SET_BY_THE_PAGE = ("csrf", "command")

Again = Callable[["Page", Problem | None], Awaitable[Response[str]]]
Counted = Callable[[], Awaitable[Mapping[str, Any] | Problem]]
"""What only the server knows of a command: asked once the reader may act. It may say what is wrong, too."""


NOT_A_FORM_OF_OURS = problem("Please look at this again; it is not in the form we expect.")
LOOKS_ONLY = problem("You can look at everything here, but not change it.")


class TermsFirst(Exception):
    """Somebody acts who has not read yet what is kept: the page that asks them to holds all they sent."""

    def __init__(self, page: Response[str]) -> None:
        super().__init__()
        self.page = page


def ask_to_read(_: Request[Any, Any, Any], error: TermsFirst) -> Response[str]:
    """The answer to it, wherever in the house it was found."""
    return error.page


class Services(msgspec.Struct):
    """What pages are made with; one of each for the whole process."""

    engine: Engine
    rendering: Rendering
    secret: bytes


class Page:
    """The reader, the views they look at, and the ways to answer them."""

    def __init__(
        self, request: Request[Any, Any, Any], services: Services, reader: Reader, views: Views, nonce: str
    ) -> None:
        self.request, self.services, self.nonce = request, services, nonce
        self.reader, self.views = reader, views
        self.ready: tuple[str, ...] = ()
        """The drafts that those who lead are asked about: are we ready to decide?"""
        self.engine, self.keys = services.engine, services.engine.keys

    @property
    def audience(self) -> Audience:
        """The audience this reader belongs to: what shared parts are rendered for."""
        return self.reader.audience

    @property
    def language(self) -> Language:
        """The language the page speaks."""
        return self.reader.language

    @property
    def base(self) -> str:
        """The partnership's address, without a slash at the end."""
        return f"/p/{self.reader.partnership}"

    @property
    def here(self) -> str:
        """Where to come back to: the page with its moment and its query; after a form, the front page."""
        if self.request.method != "GET":
            return f"{self.base}/"
        query = self.request.url.query
        return f"{self.request.url.path}?{query}" if query else self.request.url.path

    @property
    def besides(self) -> list[tuple[str, str]]:
        """What was asked of the page beside the moment: whoever goes on to another moment asks it again."""
        return [(name, value) for name, value in self.request.query_params.multi_items() if name != "at"]

    @property
    def looked_at(self) -> str:
        """The path of the page that the browser shows: what needs the reader is fetched by another page."""
        here = self.request.url.path
        if not here.endswith("/needs-you"):
            return here
        try:
            return urlsplit(self.request.headers.get("referer", "")).path
        except ValueError:
            return here

    @property
    def enhanced(self) -> bool:
        """Whether htmx asks, for a part of the page."""
        return self.request.headers.get("HX-Request") == "true"

    def not_here(self) -> NotFoundException:
        """For what does not exist, or not for this reader: both look the same."""
        return NotFoundException()

    def show(
        self,
        template: str,
        shared: Mapping[str, Any],
        mine: Mapping[str, Any] | None = None,
        *,
        page: str = "",
        item: str | None = None,
        problem: Problem | None = None,
        status: int | None = None,
    ) -> Response[str]:
        """A page. `shared` is what fragments use too; `mine` what only this reader gets, and only live."""
        context = self.services.rendering.shared(self.views, self.audience)
        context |= {
            "reader": self.reader,
            "personal": self.views.live,
            "problem": problem,
            "page": page,
            "item": item,
            "nonce": self.nonce,
            "path": self.request.url.path,
            "here": self.here,
            "besides": self.besides,
            "theme": visit_of(self.request).theme,
            "needs": in_words(asks(self.views, self.reader, self.ready), context["naming"], self.looked_at),
            "on_the_table": self.looked_at.rstrip("/") == self.base,
            **shared,
            **(mine or {}),
        }
        html = self.services.rendering.page(template, self.language, context)
        if not self.views.live:
            html = staying(html, self.base, self.views.position)
        # The browser's script puts an answer of 422 in its place; any other refusal leaves the form alone.
        refused = problem and (422 if self.enhanced else problem.status)
        return Response(html, media_type="text/html", status_code=status or refused or 200)

    async def form(self) -> dict[str, Any]:
        """The fields of the form that was sent, without those the page set itself.

        A field that came several times is a list; `smart.specific` stands inside `smart`.
        """
        sent: FormMultiDict = await self.request.form()
        fields: dict[str, Any] = {}
        for name in dict.fromkeys(sent):
            if name not in SET_BY_THE_PAGE:
                values = sent.getall(name)
                place(fields, name, values[0] if len(values) == 1 else values)
        return fields

    async def command_id(self, part: str = "") -> str | None:
        """The id that the form carries, so that sending it twice acts once; None when it carries none.

        It is bound to the person, so that nobody can take another's id in advance. A form that asks for
        several things names the `part`: each has an id of its own.
        """
        sent: FormMultiDict = await self.request.form()
        given = str(sent.get("command") or "")[:200]
        if not given:
            return None
        by = f"{self.reader.partnership}/{self.reader.person}/{given}" + (f"/{part}" if part else "")
        return blake2b(by.encode(errors="replace"), key=self.services.secret[:64], digest_size=16).hexdigest()

    async def perform(
        self,
        command_class: type[Command],
        fields: Mapping[str, Any],
        *,
        back: str,
        again: Again,
        form: str | None = None,
        language: str | None = None,
        counted: Counted | None = None,
    ) -> Response[Any]:
        """Do what a form asks. `back` (under the partnership's address) is where the reader goes then.

        `again` shows the page of the form: with a Problem when it was refused, keeping what was typed;
        for htmx also after it was done. `form` names the form on a page that has several.
        """
        answer = await self.submit(command_class, fields, language=language, counted=counted)
        form = form or command_class.__name__
        return await self.answered(answer, fields, back=back, again=again, form=form)

    async def answered(
        self, answer: Done | Problem, fields: Mapping[str, Any], *, back: str, again: Again, form: str
    ) -> Response[Any]:
        """Where to go, or what to show, after a form was done or refused."""
        if isinstance(answer, Done):
            if not self.enhanced:
                return Redirect(self.base + back, status_code=303)
            await self.look_again()
            return await again(self, None)
        typed = {**fields, "command": str((await self.request.form()).get("command") or "")}
        shown = msgspec.structs.replace(answer, typed=typed, form=form)
        await self.look_again()
        return await again(self, shown)

    async def submit(
        self,
        command_class: type[Command],
        fields: Mapping[str, Any],
        *,
        language: str | None = None,
        part: str = "",
        counted: Counted | None = None,
    ) -> Done | Problem:
        """Build the command, hand it to the rules, and wait until it is kept.

        What `counted` adds does not tell one sending from another: a form that is sent twice acts once.
        Raises TermsFirst when it would be the first act of somebody who has not read what is kept.
        """
        partnership, person = self.reader.partnership, self.reader.person
        accepts = command_class is AcceptRecordTerms
        if barred := await self.barred(accepts=accepts) or stopped(await self.today(), command_class):
            return barred
        command_id = await self.command_id(part)
        if command_id is None:
            return NOT_A_FORM_OF_OURS
        added = await counted() if counted else {}
        if isinstance(added, Problem):
            return added
        writer = Writer(partnership, person, command_id, language or self.language)
        command = build(command_class, {**fields, **added}, writer, self.keys)
        if isinstance(command, Problem):
            return command
        now, is_counted = datetime.now(UTC), counted is not None
        act = Act(command=command_id, person=person, partner=self.reader.partner, at=now, counted=is_counted)
        answer = await self.engine.submit(
            partnership,
            command,
            act,
            body_hash=fingerprint(command_class, fields, self.reader, self.services.secret),
            role=role_of(self.reader),
        )
        return problem_of(answer) if isinstance(answer, Refusal) else answer

    async def barred(self, *, accepts: bool = False) -> Problem | None:
        """What keeps this reader from doing anything here; None: nothing.

        Raises TermsFirst for who has not read yet what is kept, unless that is what they do now (`accepts`).
        """
        if not self.reader.may_act:
            return msgspec.structs.replace(LOOKS_ONLY, status=403)
        if not accepts and must_accept(self.reader, await self.today()):
            raise TermsFirst(await self.terms())
        return None

    async def terms(self) -> Response[str]:
        """The page before the first act. It carries what was sent on to where it was meant to go."""
        sent: FormMultiDict = await self.request.form()
        kept = [(name, value) for name, value in sent.multi_items() if isinstance(value, str)]
        then = self.request.url.path + (f"?{self.request.url.query}" if self.request.url.query else "")
        return self.show("joining/before_first_act.html", {"kept": kept, "then": then}, status=422)

    async def today(self) -> Views:
        """The views as they are now, whatever moment the page shows: some things may be read then and now."""
        if self.views.live:
            return self.views
        return await self.engine.views(self.reader.partnership)

    async def look_again(self) -> None:
        """Take the views as they are after what was just done."""
        self.views = await self.engine.views(self.reader.partnership)


def in_place(fields: Mapping[str, Any], **path: str) -> dict[str, Any]:
    """The form's fields with what the address says; a form that says it as well is not one of ours."""
    twice = {f"{name} (a second time)": fields[name] for name in path if name in fields}
    return {**fields, **path, **twice}


def problem_of(refusal: Refusal) -> Problem:
    """A rule's no, as a page shows it."""
    return Problem(refusal.sentence, None, refusal.details, status=STATUS[refusal.kind])
