"""The two languages: catalogues, and dates and numbers as CLDR has them."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_time, format_timedelta
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

from web.reader import LANGUAGES, Language

CATALOGUES = Path(__file__).parent.parent / "locale"


def gettext_noop(message: str) -> str:
    """Mark a message for the catalogues; it is translated where it is shown."""
    return message


@lru_cache
def translations(language: Language) -> NullTranslations:
    """The catalogue of a language."""
    return Translations.load(str(CATALOGUES), [language], domain="messages")


def translated(message: str, language: Language) -> str:
    """One message in a language."""
    return str(translations(language).ugettext(message))


@lru_cache
def zone_of(name: str) -> ZoneInfo:
    """A time zone; UTC for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=4096)
def moment_in_words(moment: datetime, language: Language, zone: str) -> str:
    """A date and time in the reader's zone, to the minute."""
    try:
        here = moment.astimezone(zone_of(zone))
    except OverflowError:
        here = moment  # At the two ends of the calendar, where some zones have left it already.
    day, time = format_date(here, "medium", locale=language), format_time(here, "short", locale=language)
    return f"{day}, {time}"


@lru_cache(maxsize=1024)
def clock_in_words(moment: datetime, language: Language, zone: str) -> str:
    """A time of day in the reader's zone, to the minute."""
    return str(format_time(moment.astimezone(zone_of(zone)), "short", locale=language))


@lru_cache(maxsize=1024)
def day_in_words(day: date, language: Language) -> str:
    """A date."""
    return str(format_date(day, "long", locale=language))


def number_in_words(number: Decimal | int | float, language: Language) -> str:
    """A number with the language's separators."""
    return str(format_decimal(number, locale=language))


def distance_in_words(since: datetime, at: datetime, language: Language) -> str:
    """How long before or after `at` something is: "3 days ago", "in 2 hours"."""
    return str(format_timedelta(since - at, add_direction=True, locale=language))


def best_language(accepted: str) -> Language:
    """The first of our languages in an Accept-Language header."""
    for part in accepted.split(","):
        wanted = part.split(";")[0].strip().lower()[:2]
        for language in LANGUAGES:
            if wanted == language:
                return language
    return "en"
