"""In which languages a wording exists, and which of them a decision was about."""

from collections.abc import Iterable, Sequence

from events.sealed import Words
from projections.charter.shape import Charter, Correction, Translation, Wording


def primary(language: str) -> str:
    """The language without its region: "es" for "es-CO"."""
    return language.partition("-")[0].lower()


def versions(wording: Wording) -> dict[str, Translation]:
    """The versions that somebody has checked, by language; of several the one checked last."""
    checked = (one for one in wording.translations if one.checked is not None)
    return {one.language: one for one in sorted(checked, key=lambda one: one.checked.position)}  # type: ignore[union-attr]


def waiting(wording: Wording) -> dict[str, Translation]:
    """The translations that wait for somebody to check them, by language: an older one waits no more."""
    latest = {one.language: one for one in wording.translations}
    return {language: one for language, one in latest.items() if one.checked is None}


def bound(wording: Wording, decision: str) -> dict[str, Translation]:
    """The versions that people vote or voted on together with the wording, by language."""
    return {one.language: one for one in wording.translations if decision in one.bound}


def text_in(wording: Wording, language: str) -> Words | None:
    """The wording in that language: its own text, or a version that somebody has checked."""
    if primary(wording.text.lang) == language:
        return wording.text
    version = versions(wording).get(language)
    return version.text if version else None


def missing(wording: Wording, found: Iterable[str], languages: Sequence[str]) -> list[str]:
    """The languages that are neither the wording's own nor among those that were found."""
    there = {primary(wording.text.lang), *found}
    return [one for one in languages if one not in there]


def added_later(wording: Wording, version: Translation) -> bool:
    """Whether a version of a wording that was agreed on was not part of the vote."""
    return wording.decision is not None and wording.decision not in version.bound


def corrected_since(wording: Wording, version: Translation) -> list[Correction]:
    """What was put right in the wording after a version was checked, or offered if nobody has checked it."""
    since = (version.checked or version.offered).position
    return [one for one in wording.corrections if one.made.position > since]


def translation(view: Charter, translation_id: str) -> Translation | None:
    """The translation of that id."""
    wording = view.wordings.get(view.of.get(translation_id, ""))
    found = wording.translations if wording else ()
    return next((one for one in found if one.id == translation_id), None)


def earlier(view: Charter, wording: Wording, language: str) -> Translation | None:
    """The translation of the last text before this one that was translated: somewhere to begin from."""
    order = view.statements[wording.kind].wordings
    for one in reversed(order[: order.index(wording.id)]):
        before = view.wordings[one]
        found = [versions(before).get(language), *(t for t in before.translations if t.language == language)]
        for translated in found:
            if translated is not None:
                return translated
    return None
