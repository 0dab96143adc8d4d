"""A wording in all its languages, as far as an audience sees them: the reader's language comes first."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple

from events.charter import StatementKind
from events.sealed import Words
from projections import charter
from projections.charter import Correction, Translation, Wording
from projections.decisions import Decision
from projections.views import Views
from web.reader import LANGUAGES, Audience


class Told(NamedTuple):
    """A wording in one language: its own text, or a version. `corrected`: what was put right in the wording
    after the version was checked; `later`: the version was not part of the vote."""

    text: Words
    version: Translation | None = None
    corrected: Sequence[Correction] = ()
    later: bool = False

    @property
    def language(self) -> str:
        """The language without its region."""
        return charter.primary(self.text.lang)


class Spoken(NamedTuple):
    """A wording in its languages: `told` with the reader's first, what `waits` for a check, what is missing.

    `later` are versions that came too late for the vote that this is about. `labelled`: to say in which
    language the first is, because there are several, or it is not the reader's.
    """

    wording: Wording
    told: list[Told]
    waits: list[Translation]
    missing: list[str]
    later: Sequence[Translation] = ()
    labelled: bool = True


def spoken(audience: Audience, wording: Wording) -> Spoken:
    """A wording as it stands now. Who looks from outside sees the versions that were agreed on."""
    versions = list(charter.versions(wording).values())
    waits = list(charter.waiting(wording).values())
    missing = charter.missing(wording, charter.versions(wording), LANGUAGES)
    if audience.role == "observer":
        versions, waits = [one for one in versions if wording.decision in one.bound], []
    told = in_order(audience, wording.text, (told_version(wording, one) for one in versions))
    labelled = len(told) > 1 or told[0].language != audience.language
    return Spoken(wording, told, waits, missing, labelled=labelled)


def spoken_in_vote(audience: Audience, wording: Wording, decision: Decision) -> Spoken:
    """A wording with the versions that a decision is about, as they read when it was opened."""
    found = charter.bound(wording, decision.id)
    told = [Told(one.text, one, charter.corrected_since(wording, one)) for one in found.values()]
    later = [one for one in charter.versions(wording).values() if decision.id not in one.bound]
    text = charter.text_at(wording, decision.opened.position)
    missing = charter.missing(wording, found, LANGUAGES)
    inside = audience.role != "observer"
    return Spoken(wording, in_order(audience, text, told), [], missing, later if inside else ())


def languages_context(views: Views, audience: Audience, *kinds: StatementKind) -> dict[str, Any]:
    """Every wording of these statements in its languages, by its id, and what one can do about them."""
    found = (one for kind in kinds for one in charter.wordings(views.charter, kind))
    return {"languages": {one.id: spoken(audience, one) for one in found}, "ways_of": partial(ways, views)}


def told_first(views: Views, audience: Audience, wording: str) -> Told | None:
    """A wording in the reader's language where it has a version in it, else as it was proposed."""
    found = views.charter.wordings.get(wording)
    return spoken(audience, found).told[0] if found else None


def told_version(wording: Wording, version: Translation) -> Told:
    """A checked version with what there is to say about it."""
    corrected, later = charter.corrected_since(wording, version), charter.added_later(wording, version)
    return Told(version.text, version, corrected, later)


def in_order(audience: Audience, text: Words, versions: Iterable[Told]) -> list[Told]:
    """The reader's language first, then the wording itself."""
    told = [Told(text), *versions]
    return sorted(told, key=lambda one: one.language != audience.language)


class Way(NamedTuple):
    """What somebody can do about a language: translate, check what waits, or offer something better."""

    does: Literal["translate", "check", "better"]
    language: str
    translation: str | None = None


def ways(views: Views, told: Spoken, person: str) -> list[Way]:
    """What this person can do about the languages of a wording; nothing about what a vote has bound."""
    found = (way(views, told.wording, language, person) for language in LANGUAGES)
    own = charter.primary(told.wording.text.lang)
    return [one for one in found if one is not None and one.language != own]


def way(views: Views, wording: Wording, language: str, person: str) -> Way | None:
    """What this person can do about one language."""
    version = charter.versions(wording).get(language)
    waits = charter.waiting(wording).get(language)
    if wording.status not in ("proposed", "adopted") or (version and settled(views, wording, version)):
        return None
    if waits is not None:
        return Way("better" if waits.offered.person == person else "check", language, waits.id)
    return Way("better", language, version.id) if version else Way("translate", language)


def settled(views: Views, wording: Wording, version: Translation) -> bool:
    """Whether people vote on a version now, or have agreed on it."""
    open_now = any(views.decisions.decisions[one].is_open for one in version.bound)
    return open_now or wording.decision in version.bound


def to_check(views: Views, language: str, person: str) -> list[Translation]:
    """The translations into a language that this person could check."""
    found = []
    for wording in views.charter.wordings.values():
        can = way(views, wording, language, person)
        waits = charter.waiting(wording).get(language)
        if waits is not None and can is not None and can.does == "check":
            found.append(waits)
    return found
