"""The template environment: one per language, each with the filters and functions pages use."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from jinja2_fragments import render_block
from markupsafe import Markup

from events.log.identity import fresh_id
from events.log.keys import KeyStore
from projections.views import Views
from web.picture import lay_table
from web.reader import LANGUAGES, Audience, Language
from web.rendering.compiled import compiled_templates
from web.rendering.language import (
    day_in_words,
    distance_in_words,
    number_in_words,
    translations,
)
from web.rendering.naming import Naming

HERE = Path(__file__).parent.parent
ASSETS = HERE / "assets" / "dist"


class Rendering:
    """Renders whole pages, and single blocks of the same templates for live fragments."""

    def __init__(self, keys: KeyStore, templates: Path = HERE / "templates") -> None:
        self.keys = keys
        self._environments = {language: environment(language, templates) for language in LANGUAGES}

    def prepare(self) -> None:
        """Compile what is not compiled yet, so that no visitor waits for it."""
        for env in self._environments.values():
            for name in env.list_templates(["html"]):
                env.get_template(name)

    def page(self, template: str, language: Language, context: Mapping[str, Any]) -> str:
        """A whole page."""
        return self._environments[language].get_template(template).render(context)

    def block(
        self, template: str, block: str, views: Views, audience: Audience, context: Mapping[str, Any]
    ) -> str:
        """One block as every reader of an audience gets it."""
        shared = self.shared(views, audience) | {"reader": None, "personal": False, "problem": None}
        env = self._environments[audience.language]
        return str(render_block(env, template, block, shared | dict(context)))

    def shared(self, views: Views, audience: Audience) -> dict[str, Any]:
        """What every template of a partnership can use."""
        naming = Naming(self.keys, views, audience)
        return {
            "views": views,
            "audience": audience,
            "base": f"/p/{views.partnership}",
            "at": not views.live,
            "naming": naming,
            "person": naming.person,
            "partner": naming.partner,
            "who": naming.who,
            "moment": naming.moment,
        }


def environment(language: Language, templates: Path) -> Environment:
    """A Jinja2 environment that escapes everything and knows no undefined name."""
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {"asset": asset, "command_id": command_id, "language": language, "lay_table": lay_table}
    made.filters |= filters(language)
    made.bytecode_cache = compiled_templates(made)
    return made


def filters(language: Language) -> dict[str, Callable[..., Any]]:
    """The filters; those that name or open something read their audience from the page's context."""

    @pass_context
    def words(context: Context, sealed: Any) -> Markup:
        return naming_of(context).words(sealed)

    @pass_context
    def text(context: Context, sealed: Any) -> str:
        return naming_of(context).text(sealed)

    @pass_context
    def when(context: Context, moment: datetime) -> Markup:
        return naming_of(context).when(moment)

    @pass_context
    def clock(context: Context, moment: datetime) -> Markup:
        return naming_of(context).clock(moment)

    @pass_context
    def ago(context: Context, moment: datetime) -> str:
        return distance_in_words(moment, context["views"].at, language)

    def day(value: date) -> Markup:
        shown = day_in_words(value, language)
        return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), shown)

    def number(value: Decimal | int | float) -> str:
        return number_in_words(value, language)

    return {
        "words": words,
        "text": text,
        "when": when,
        "clock": clock,
        "ago": ago,
        "day": day,
        "number": number,
    }


def naming_of(context: Context) -> Naming:
    """The naming that the page put into its context."""
    naming: Naming = context["naming"]
    return naming


def command_id() -> str:
    """A fresh id for a form: whatever becomes of the answer, the form can be sent again safely."""
    return fresh_id()


def asset(name: str) -> str:
    """The address of a built asset; its name changes with its content."""
    return f"/assets/{manifest()[name]}"


@lru_cache
def manifest() -> dict[str, str]:
    """The names of the built assets."""
    path = ASSETS / "manifest.json"
    if not path.exists():
        raise FileNotFoundError("The browser's files are not built yet: run `python3 dev.py assets`.")
    read: dict[str, str] = json.loads(path.read_text())
    return read
