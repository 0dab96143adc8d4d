"""Sentences about who is at the table. A perspective is never told here: its page asks who may see it."""

from typing import assert_never

from markupsafe import Markup

from events.partners import (
    MandateGranted,
    MandateRevoked,
    MemberAdmitted,
    PartnerJoined,
    PartnerLeft,
    PartnerPaused,
    PartnerResumed,
    PartnersEvent,
    PartnershipFounded,
    PeopleAdmitted,
    PerspectiveDeclared,
    RecordTermsAccepted,
    RoleGranted,
    RoleRevoked,
)
from web.rendering.language import gettext_noop as N_
from web.sentences.labels import ROLES
from web.sentences.telling import Telling


def sentence(event: PartnersEvent, tell: Telling) -> Markup:
    """What happened, in one sentence."""
    match event:
        case PartnershipFounded():
            return tell.say(N_("{who} began the partnership {name}."), name=tell.quote(event.name))
        case RecordTermsAccepted():
            return tell.say(N_("{who} read what is kept here, and agreed."))
        case PerspectiveDeclared():
            return tell.say(N_("{who} said which perspective they bring, and who may see it."))
        case MandateGranted() | MandateRevoked():
            return mandate(event, tell)
        case RoleGranted() | RoleRevoked():
            return role(event, tell)
        case PartnerPaused() | PartnerResumed() | PartnerLeft():
            return place(event, tell)
        case PartnerJoined() | MemberAdmitted() | PeopleAdmitted():
            return admission(event, tell)
        case _:
            assert_never(event)


def admission(event: PartnerJoined | MemberAdmitted | PeopleAdmitted, tell: Telling) -> Markup:
    """Somebody is new at the table."""
    match event:
        case PartnerJoined(kind="organisation"):
            partner = tell.partner(event.partner)
            return tell.say(N_("{who} gave {partner} a seat at the table."), partner=partner)
        case PartnerJoined():
            if tell.is_actor(event.partner):
                return tell.say(N_("{who} took a seat at the table in their own right."))
            person = tell.person(event.partner)
            return tell.say(N_("{who} gave {person} a seat at the table in their own right."), person=person)
        case MemberAdmitted():
            if tell.is_actor(event.person):
                return tell.say(N_("{who} joined."))
            return tell.say(N_("{who} admitted {person}."), person=tell.person(event.person))
        case PeopleAdmitted():
            return tell.ngettext(
                "{count} person was admitted without a name (source: {source}).",
                "{count} people were admitted together, without names (source: {source}).",
                len(event.people),
                source=event.source,
            )
        case _:
            assert_never(event)


def mandate(event: MandateGranted | MandateRevoked, tell: Telling) -> Markup:
    """A person may act for an organisation, or no longer does."""
    names = {"person": tell.person(event.person), "partner": tell.partner(event.partner)}
    match event:
        case MandateGranted(until=None):
            return tell.say(N_("{who} noted that {person} may act for {partner}."), **names)
        case MandateGranted():
            assert event.until is not None
            until = tell.when(event.until)
            return tell.say(
                N_("{who} noted that {person} may act for {partner} until {until}."), until=until, **names
            )
        case MandateRevoked():
            return tell.say(N_("{who} noted that {person} no longer acts for {partner}."), **names)
        case _:
            assert_never(event)


def role(event: RoleGranted | RoleRevoked, tell: Telling) -> Markup:
    """A person takes on a role, or gives it back."""
    label = tell.label(ROLES[event.role])
    person = tell.person(event.person)
    match event:
        case RoleGranted():
            if tell.is_actor(event.person):
                return tell.say(N_("{who} took on a role: {role}."), role=label)
            return tell.say(N_("{who} gave {person} a role: {role}."), person=person, role=label)
        case RoleRevoked():
            if tell.is_actor(event.person):
                return tell.say(N_("{who} gave back a role: {role}."), role=label)
            return tell.say(N_("{who} ended a role of {person}: {role}."), person=person, role=label)
        case _:
            assert_never(event)


def place(event: PartnerPaused | PartnerResumed | PartnerLeft, tell: Telling) -> Markup:
    """A partner takes a break, comes back, or gives up its place; nobody is asked why."""
    own, partner = tell.is_actor(event.partner), tell.partner(event.partner)
    match event:
        case PartnerPaused():
            if own:
                return tell.say(N_("{who} is taking a break."))
            return tell.say(N_("{who} said that {partner} is taking a break."), partner=partner)
        case PartnerResumed():
            if own:
                return tell.say(N_("{who} is back from a break."))
            return tell.say(N_("{who} said that {partner} is back from a break."), partner=partner)
        case PartnerLeft():
            if own:
                return tell.say(N_("{who} gave up their seat at the table."))
            return tell.say(N_("{who} gave up the seat of {partner}."), partner=partner)
        case _:
            assert_never(event)
