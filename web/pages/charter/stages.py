"""Where a statement stands on its way from what matters to people, over a draft, to a decision."""

from typing import Any, Literal, NamedTuple

from markupsafe import Markup

from projections import charter
from projections.charter import KINDS, Declared, Draft, IdeaRound
from projections.views import Views
from web.pages.charter.contexts import Part, part
from web.reader import Audience
from web.rendering.naming import Naming
from web.search.folding import folded

Stage = Literal["meaning", "draft", "decide"]


class Meaning(NamedTuple):
    """What a statement should say: the round that runs, those that are over, and which stage it is at.

    `stage` None: nobody is at work on it.
    """

    part: Part
    stage: Stage | None
    asked: IdeaRound | None
    shown: list[IdeaRound]

    @property
    def begun(self) -> bool:
        """Whether somebody has begun to look for this statement."""
        return self.part.statement is not None

    @property
    def drafts(self) -> list[Draft]:
        """The drafts that are open, one for each language."""
        return self.part.drafts

    @property
    def state(self) -> str:
        """Differs whenever what one can do here does."""
        running = self.asked.id if self.asked else f"{self.stage}-{len(self.shown)}-{len(self.drafts)}"
        return running if self.begun else "empty"


class Voice(NamedTuple):
    """What one person said, under the name that the audience reads."""

    name: Markup
    declared: Declared


def meanings(views: Views, audience: Audience) -> dict[str, Any]:
    """The same for all four, for the page."""
    return {"meanings": {kind: meaning(views, audience, kind) for kind in KINDS}, "voices": voices}


def meaning_context(views: Views, audience: Audience, item: str | None) -> dict[str, Any] | None:
    """What a statement should say; `item` is its kind. Observers are told what was agreed."""
    if item not in KINDS or audience.role == "observer":
        return None
    return {"meaning": meaning(views, audience, item), "voices": voices}


def meaning(views: Views, audience: Audience, kind: Any) -> Meaning:
    """Of one statement."""
    found = part(views, audience, kind)
    asked, shown = charter.asking(views.charter, kind), charter.shown(views.charter, kind)
    return Meaning(found, stage(found, asked, shown), asked, shown)


def stage(found: Part, asked: IdeaRound | None, shown: list[IdeaRound]) -> Stage | None:
    """The stage that a statement is at: the furthest thing that waits for somebody."""
    if found.statement is None:
        return None
    if found.open_line is not None:
        return "decide"
    if asked is not None:
        return "meaning"
    if found.discussed:
        return "decide"
    if found.adopted is not None and not begun_anew(found, shown):
        return None
    return "draft" if found.drafts or shown else "meaning"


def begun_anew(found: Part, shown: list[IdeaRound]) -> bool:
    """Whether people have come together over it since it was agreed on."""
    if any(draft.rounds for draft in found.drafts):
        return True
    agreed = found.adopted.adopted if found.adopted else None
    newest = shown[0].revealed if shown else None
    begun = [newest, *(draft.opened for draft in found.drafts)]
    return agreed is not None and any(one is not None and one.position > agreed.position for one in begun)


def voices(naming: Naming, asked: IdeaRound) -> list[Voice]:
    """Everybody's words by name: never by who was first, said most, or weighs most."""
    found = [Voice(naming.person(person), one) for person, one in asked.declared.items()]
    return sorted(found, key=lambda one: (folded(str(one.name.striptags())), one.declared.declared.position))
