"""The view "directory": who is at the table, for whom they act, and what they let others see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events.partners import (
    MandateGranted,
    MandateRevoked,
    MemberAdmitted,
    PartnerJoined,
    PartnerLeft,
    PartnerPaused,
    PartnerResumed,
    PartnershipFounded,
    PeopleAdmitted,
    PerspectiveDeclared,
    RecordTermsAccepted,
    RoleGranted,
    RoleRevoked,
)
from projections import partners
from tests.projections.told import START, Told, personal, words
from tests.workspace.histories import random_history
from workspace import decider
from workspace.standing import has_voice

PLACES = {"taken": "active", "paused": "paused", "left": "left"}


def clinic(partner: str = "clinic") -> PartnerJoined:
    return PartnerJoined(
        partner=partner, kind="organisation", name=words("Clinic"), group="stakeholders", category="clinician"
    )


def in_own_right(person: str) -> PartnerJoined:
    return PartnerJoined(partner=person, kind="person", name=None, group=None, category=None)


def admitted(person: str) -> MemberAdmitted:
    return MemberAdmitted(person=person, display_name=personal(person, person), language="en")


def founded() -> Told:
    """Ana begins the partnership and convenes it."""
    return Told(partners.PROJECTION).tell(
        PartnershipFounded(
            name=words("Breathe"), question=words("Why?"), languages=("en", "es"), made_up=True
        ),
        admitted("ana"),
        in_own_right("ana"),
        RoleGranted(person="ana", role="convener"),
    )


def test_a_founded_partnership_has_a_name_a_question_and_its_convener() -> None:
    view = founded().view
    assert (view.name, view.question, view.made_up) == (words("Breathe"), words("Why?"), True)
    assert view.languages == ("en", "es")
    assert partners.holders(view, "convener") == ["ana"]
    assert partners.acts_for(view, "ana", START) == ["ana"]


def test_people_are_numbered_in_the_order_of_joining_and_keep_their_number() -> None:
    told = founded().tell(admitted("bo"), PeopleAdmitted(people=("v1", "v2"), source="votes"), admitted("cy"))
    told.tell(admitted("bo"))
    numbers = {key: someone.number for key, someone in told.view.people.items()}
    assert numbers == {"ana": 1, "bo": 2, "v1": 3, "v2": 4, "cy": 5}


def test_people_of_an_import_sit_in_their_own_right_and_without_a_name() -> None:
    view = founded().tell(PeopleAdmitted(people=("v1",), source="votes")).view
    assert view.people["v1"].display_name is None
    assert view.partners["v1"].kind == "person"
    assert partners.acts_for(view, "v1", START) == ["v1"]


def test_a_mandate_lets_a_person_act_for_an_organisation_until_it_ends() -> None:
    until = START + timedelta(days=10)
    told = founded().tell(
        clinic(), admitted("bo"), MandateGranted(person="bo", partner="clinic", until=until)
    )
    assert partners.acts_for(told.view, "bo", START) == ["clinic"]
    assert partners.acts_for(told.view, "bo", until) == []
    assert list(told.view.partners["clinic"].members) == ["bo"]
    told.tell(MandateRevoked(person="bo", partner="clinic"))
    assert partners.acts_for(told.view, "bo", START) == []
    assert told.view.partners["clinic"].members == {}


def test_a_partner_pauses_comes_back_and_leaves() -> None:
    told = founded().tell(clinic(), PartnerPaused(partner="clinic"))
    assert told.view.partners["clinic"].state == "paused"
    told.tell(PartnerResumed(partner="clinic"))
    assert told.view.partners["clinic"].state == "active"
    told.tell(PartnerLeft(partner="clinic"))
    assert told.view.partners["clinic"].state == "left"
    assert partners.organisations(told.view) == {}


def test_who_leaves_in_their_own_right_acts_for_nobody_and_may_come_back() -> None:
    told = founded().tell(admitted("bo"), in_own_right("bo"), PartnerLeft(partner="bo"))
    assert partners.acts_for(told.view, "bo", START) == []
    assert partners.roles_of(told.view, "bo") == frozenset()
    assert list(partners.in_own_right(told.view)) == ["ana"]
    told.tell(in_own_right("bo"))
    assert partners.roles_of(told.view, "bo") == {"member"}


def test_everyone_admitted_is_a_member_but_for_those_who_only_look() -> None:
    told = founded().tell(admitted("bo"), admitted("ed"), RoleGranted(person="ed", role="auditor"))
    assert partners.roles_of(told.view, "ana") == {"convener", "member"}
    assert partners.roles_of(told.view, "bo") == {"member"}
    assert partners.roles_of(told.view, "ed") == {"auditor"}
    assert partners.roles_of(told.view, "nobody") == frozenset()
    told.tell(RoleRevoked(person="ed", role="auditor"))
    assert partners.roles_of(told.view, "ed") == {"member"}


def test_a_perspective_stays_sealed_and_says_who_may_see_it() -> None:
    sealed = personal("ana", '{"group": "patients"}')
    told = founded().tell(PerspectiveDeclared(person="ana", perspective=sealed, shown_to="facilitators"))
    assert told.view.people["ana"].perspective == sealed
    assert told.view.people["ana"].shown_to == "facilitators"


def test_the_terms_that_a_person_accepted_are_known() -> None:
    assert founded().tell(RecordTermsAccepted(terms=1)).view.people["ana"].terms == 1


def test_organisations_are_counted_by_group_and_people_are_not_in_it() -> None:
    told = founded().tell(clinic(), clinic("other"), PartnerLeft(partner="other"))
    assert partners.count_by_group(told.view) == {"patients": 0, "stakeholders": 1, "researchers": 0}


def test_the_live_directory_is_the_rebuilt_one_and_the_one_from_a_snapshot() -> None:
    told = founded().tell(
        clinic(),
        admitted("bo"),
        MandateGranted(person="bo", partner="clinic", until=START + timedelta(days=3)),
        PerspectiveDeclared(person="bo", perspective=personal("bo", "{}"), shown_to="public"),
        PeopleAdmitted(people=("v1", "v2"), source="votes"),
        PartnerPaused(partner="v1"),
        PartnerLeft(partner="v2"),
    )
    assert told.view == told.rebuilt() == told.from_snapshot()


@pytest.mark.parametrize("seed", range(12))
def test_the_directory_and_the_rules_agree_after_any_valid_history(seed: int) -> None:
    told, state = Told(partners.PROJECTION), decider.empty()
    for one in random_history(seed, 160):
        state = decider.evolve(state, one)
        told.add(one)
    at = told.recorded[-1].header.when
    known = state.partners
    assert set(told.view.people) == set(known.members)
    assert {key: one.state for key, one in told.view.partners.items()} == {
        key: PLACES[one.place] for key, one in known.partners.items()
    }
    for person, member in known.members.items():
        speaks_for = {key for key in member.places if has_voice(known.partners[key], at)}
        assert set(partners.acts_for(told.view, person, at)) == speaks_for
        assert partners.roles_of(told.view, person) - {"member"} == member.roles
    assert told.view == told.rebuilt() == told.from_snapshot()
