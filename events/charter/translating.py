"""The same wording in another language: who translated it, and who checked that it says the same."""

from events.sealed import Words
from events.vocabulary import Event, kept


@kept("TranslationOffered")
class TranslationOffered(Event, frozen=True, kw_only=True):
    """A wording in another language. It replaces an earlier one of that language that is not agreed on."""

    translation: str
    wording: str
    language: str
    text: Words


@kept("TranslationChecked")
class TranslationChecked(Event, frozen=True, kw_only=True):
    """Somebody other than its translator found that it says the same as the wording."""

    translation: str


TranslatingEvent = TranslationOffered | TranslationChecked
