"""Language versions of a wording: who offers them, who checks them, and which of them a vote binds."""

from __future__ import annotations

import pytest

from events.charter import TranslationChecked, TranslationOffered
from events.decisions import Subject
from events.sealed import Words
from tests.workspace.table import Table, words
from workspace.charter.commands import (
    CheckTranslation,
    CorrectWording,
    OfferTranslation,
    OpenStatement,
    ProposeWording,
    WithdrawWording,
)
from workspace.decisions.commands import CastBallot, CloseDecision, OpenDecision


def spanish(text: str = "una misión") -> Words:
    """Something written in Spanish."""
    return Words("es", f"c.text.{text}", "Ym94")


class Languages(Table):
    """A table with ben, cleo and eva, and a mission worded by ben in English."""

    def __init__(self) -> None:
        super().__init__()
        for person in ("ben", "cleo", "eva"):
            self.admit(person)
        self.mission = self.makes("ana", OpenStatement(kind="mission"))
        self.wording = self.makes("ben", ProposeWording(statement=self.mission, text=words("a mission")))

    def offer(self, text: str = "una misión") -> OfferTranslation:
        """The wording in Spanish."""
        return OfferTranslation(wording=self.wording, language="es", text=spanish(text))

    def offered(self, who: str = "cleo") -> str:
        """A Spanish version that nobody has checked."""
        return self.makes(who, self.offer())

    def checked(self, who: str = "cleo") -> str:
        """A Spanish version that somebody else checked."""
        translation = self.offered(who)
        self.does("eva", CheckTranslation(translation=translation))
        return translation

    def put(self) -> str:
        """A decision on the wording."""
        return self.makes("ana", OpenDecision(title=words(), subject=Subject("wording", self.wording)))

    def close(self, decision: str, *voters: str) -> None:
        """Those vote for it; then the decision is closed."""
        for voter in voters:
            self.does(voter, CastBallot(decision=decision, choice="no objection"))
        self.does("ana", CloseDecision(decision=decision))


EVERYBODY = ("ana", "ben", "cleo", "eva")


@pytest.fixture
def table() -> Languages:
    return Languages()


def test_anybody_translates_a_wording(table: Languages) -> None:
    (offered,) = table.does("cleo", table.offer())
    assert offered == TranslationOffered(
        translation=table.act.command, wording=table.wording, language="es", text=spanish()
    )


def test_a_translation_is_in_another_language_and_its_text_says_so(table: Languages) -> None:
    same = OfferTranslation(wording=table.wording, language="en", text=words())
    table.refuses("cleo", same, "in this language already")
    lying = OfferTranslation(wording=table.wording, language="es", text=words())
    table.refuses("cleo", lying, "it is in another language")
    local = OfferTranslation(wording=table.wording, language="es", text=Words("es-CO", "c.text.x", "Ym94"))
    table.does("cleo", local)


def test_a_text_that_is_not_here_or_no_longer_used_is_not_translated(table: Languages) -> None:
    nowhere = OfferTranslation(wording="nowhere", language="es", text=spanish())
    table.refuses("cleo", nowhere, "not here")
    translation = table.offered()
    table.does("ben", WithdrawWording(wording=table.wording))
    table.refuses("cleo", table.offer(), "no longer in use")
    table.refuses("eva", CheckTranslation(translation=translation), "no longer in use")


def test_somebody_else_checks_it(table: Languages) -> None:
    translation = table.offered("cleo")
    check = CheckTranslation(translation=translation)
    table.refuses("cleo", check, "Somebody else has to check it")
    assert table.does("ben", check) == (TranslationChecked(translation=translation),)
    table.stays_quiet("eva", check)
    table.refuses("eva", CheckTranslation(translation="nowhere"), "not here")


def test_a_newer_translation_takes_the_place_of_one_that_waits(table: Languages) -> None:
    earlier, later = table.offered("cleo"), table.offered("ben")
    table.refuses("eva", CheckTranslation(translation=earlier), "There is a newer translation")
    table.does("eva", CheckTranslation(translation=later))


def test_one_that_is_checked_may_be_bettered_until_people_vote(table: Languages) -> None:
    table.checked("cleo")
    better = table.offered("ben")
    table.does("cleo", CheckTranslation(translation=better))
    assert table.state.charter.wordings[table.wording].versions == {"es": better}


def test_a_vote_binds_what_was_checked_when_it_was_opened(table: Languages) -> None:
    checked = table.checked("cleo")
    waits = table.offered("ben")
    decision = table.put()
    assert table.state.charter.translations[checked].bound == decision
    assert table.state.charter.translations[waits].bound is None
    table.refuses("eva", table.offer("otra"), "People vote on this translation")
    table.refuses("cleo", CheckTranslation(translation=waits), "People vote on this translation")


def test_what_was_not_checked_when_the_vote_was_opened_is_not_part_of_it(table: Languages) -> None:
    waits = table.offered("cleo")
    table.put()
    table.does("eva", CheckTranslation(translation=waits))
    assert table.state.charter.translations[waits].bound is None
    table.does("ben", table.offer("mejor"))


def test_what_was_agreed_on_stays_as_it_is(table: Languages) -> None:
    table.checked()
    table.close(table.put(), *EVERYBODY)
    assert table.state.charter.wordings[table.wording].status == "adopted"
    table.refuses("ben", table.offer("otra"), "agreed on it")


def test_after_a_vote_that_came_to_nothing_others_may_do_better(table: Languages) -> None:
    first = table.checked()
    table.close(table.put())
    better = table.makes("ben", table.offer("mejor"))
    table.does("cleo", CheckTranslation(translation=better))
    decision = table.put()
    assert table.state.charter.translations[better].bound == decision
    assert table.state.charter.translations[first].bound != decision


def test_a_vote_overtaken_by_a_new_text_binds_its_versions_no_longer(table: Languages) -> None:
    table.checked()
    table.put()
    newer = table.makes("cleo", ProposeWording(statement=table.mission, text=words("newer")))
    assert table.state.charter.wordings[newer].versions == {}
    table.does("ben", table.offer("mejor"))


def test_a_text_that_holds_is_translated_later_too(table: Languages) -> None:
    table.close(table.put(), *EVERYBODY)
    later = table.checked("ben")
    assert table.state.charter.translations[later].bound is None
    table.does("cleo", table.offer("mejor"))


def test_who_checks_has_read_the_text_as_it_is_now(table: Languages) -> None:
    translation = table.offered()
    table.does("ben", CorrectWording(wording=table.wording, text=words("a mission."), why=words()))
    before = CheckTranslation(translation=translation, corrections=0)
    table.refuses("eva", before, "Read both texts once more")
    table.does("eva", CheckTranslation(translation=translation, corrections=1))
