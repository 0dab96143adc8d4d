"""The same wording in another language: one page to translate it, one to check a translation."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from projections import charter
from projections.charter import Translation, Wording
from web.door import Problem
from web.languages import languages_context, way
from web.page import Page, in_place
from web.pages.differences import differences
from web.reader import LANGUAGES
from workspace.charter.commands import CheckTranslation, OfferTranslation


@get("/p/{partnership:str}/wordings/{wording_id:str}/translations/mine", name="my-translations")
async def my_translations(page: NamedDependency[Page], wording_id: FromPath[str]) -> Response[str]:
    """What the reader can do about the languages of a wording."""
    found = wording_of(page, wording_id)
    shared = {"wording": found, **languages_context(page.views, page.audience, found.kind)}
    return page.show("charter/my_translations.html", shared, page="mission")


@get("/p/{partnership:str}/wordings/{wording_id:str}/translations/new", name="translate")
async def translate(
    page: NamedDependency[Page],
    wording_id: FromPath[str],
    language: FromQuery[str] = "",
    begin: FromQuery[str] = "",
) -> Response[str]:
    """The form to translate a wording, the original beside it."""
    return show_form(page, wording_id, language, begin)


def show_form(
    page: Page, wording_id: str, language: str, begin: str = "", problem: Problem | None = None
) -> Response[str]:
    """The form; `begin` names a translation of this wording or of an earlier one to begin from."""
    found = wording_of(page, wording_id)
    if language not in LANGUAGES or language == charter.primary(found.text.lang):
        raise page.not_here()
    earlier = charter.earlier(page.views.charter, found, language)
    start = beginning(page, found, language, begin)
    shared = {
        "wording": found,
        "to": language,
        "start": start,
        "earlier": earlier,
        "earlier_wording": page.views.charter.wordings[earlier.wording] if earlier else None,
        "compare": differences,
    }
    return page.show("charter/translate.html", shared, page="translate", problem=problem)


def beginning(page: Page, wording: Wording, language: str, begin: str) -> Translation | None:
    """The translation to begin from: into this language, of a wording of the same statement."""
    found = charter.translation(page.views.charter, begin)
    if found is None or found.language != language:
        return None
    return found if found.wording in page.views.charter.statements[wording.kind].wordings else None


@post("/p/{partnership:str}/wordings/{wording_id:str}/translations", name="offer-translation")
async def offer(page: NamedDependency[Page], wording_id: FromPath[str]) -> Response[Any]:
    """Offer a translation. Its text is in the language that it says."""
    found = wording_of(page, wording_id)
    fields = await page.form()
    language = str(fields.get("language", ""))

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        return (
            gone(page, f"/mission#{found.kind}")
            if problem is None
            else show_form(page, wording_id, language, problem=problem)
        )

    return await page.perform(
        OfferTranslation,
        in_place(fields, wording=wording_id),
        back=f"/mission#{found.kind}",
        again=again,
        form="translation",
    )


@get("/p/{partnership:str}/translations/{translation_id:str}", name="translation")
async def translation(page: NamedDependency[Page], translation_id: FromPath[str]) -> Response[str]:
    """A translation beside the text it was made from; whoever did not make it may check it."""
    return show_translation(page, translation_id)


def show_translation(page: Page, translation_id: str, problem: Problem | None = None) -> Response[str]:
    """Both texts, and what the reader can do."""
    found = translation_of(page, translation_id)
    wording = page.views.charter.wordings[found.wording]
    mine = page.reader.may_act and page.views.live
    shared = {
        "wording": wording,
        "translation": found,
        "corrected": charter.corrected_since(wording, found),
        "way": way(page.views, wording, found.language, page.reader.person) if mine else None,
        "voted_on": any(page.views.decisions.decisions[one].is_open for one in wording.decisions),
        "compare": differences,
    }
    return page.show("charter/translation.html", shared, page="translation", problem=problem)


@post("/p/{partnership:str}/translations/{translation_id:str}/check", name="check-translation")
async def check(page: NamedDependency[Page], translation_id: FromPath[str]) -> Response[Any]:
    """It says the same."""
    found = translation_of(page, translation_id)
    kind = page.views.charter.wordings[found.wording].kind

    async def again(page: Page, problem: Problem | None) -> Response[str]:
        back = f"/mission#{kind}"
        return gone(page, back) if problem is None else show_translation(page, translation_id, problem)

    return await page.perform(
        CheckTranslation,
        in_place(await page.form(), translation=translation_id),
        back=f"/mission#{kind}",
        again=again,
        form="check",
    )


def gone(page: Page, where: str) -> Response[str]:
    """It is done: the window goes on to another page."""
    return Response("", headers={"HX-Redirect": page.base + where})


def wording_of(page: Page, wording_id: str) -> Wording:
    """The wording of that id, for those inside: what waits for a check is not shown outside."""
    found = page.views.charter.wordings.get(wording_id)
    if found is None or page.audience.role == "observer" or not page.views.live:
        raise page.not_here()
    return found


def translation_of(page: Page, translation_id: str) -> Translation:
    """The translation of that id, for those inside."""
    found = charter.translation(page.views.charter, translation_id)
    if found is None or page.audience.role == "observer":
        raise page.not_here()
    return found


HANDLERS = [my_translations, translate, offer, translation, check]
