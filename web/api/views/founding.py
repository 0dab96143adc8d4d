"""How the partnership begins, as the page "How we work" shows it."""

from datetime import date

from events.partners import Category, KindOfWe, StartingApproach
from web.api.caller import Caller
from web.api.shapes import Acted, Shape, Teller, Text


class ApproachChosen(Shape, frozen=True, kw_only=True):
    """What kind of group this is, and how it starts."""

    we: KindOfWe
    approach: StartingApproach
    affected: Text | None
    why: Text | None
    chosen: Acted


class WavePlanned(Shape, frozen=True, kw_only=True):
    """Who is asked together, and by when they should be here."""

    number: int
    title: Text | None
    categories: list[Category]
    by: date | None
    planned: Acted


class FirstWin(Shape, frozen=True, kw_only=True):
    """Something small to do together first."""

    title: Text
    due: date
    chosen: Acted


class Founding(Shape, frozen=True, kw_only=True):
    """How the partnership begins: what it is, who comes in when, and a first quick win."""

    approach: ApproachChosen | None
    waves: list[WavePlanned]
    quick_win: FirstWin | None


def founding(caller: Caller) -> Founding:
    """The beginning for this reader."""
    begun, tell = caller.views.founding, Teller(caller.naming)
    approach, win = begun.approach, begun.quick_win
    return Founding(
        approach=None
        if approach is None
        else ApproachChosen(
            we=approach.we,
            approach=approach.approach,
            affected=tell.maybe(approach.affected),
            why=tell.maybe(approach.why),
            chosen=tell.act(approach.provenance),
        ),
        waves=[
            WavePlanned(
                number=wave.number,
                title=tell.maybe(wave.title),
                categories=list(wave.categories),
                by=wave.by,
                planned=tell.act(wave.provenance),
            )
            for wave in begun.waves
        ],
        quick_win=None
        if win is None
        else FirstWin(title=tell.words(win.title), due=win.due, chosen=tell.act(win.provenance)),
    )
