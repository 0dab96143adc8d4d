"""What pages ask of the directory."""

from datetime import datetime
from typing import get_args

from events.partners import FocalGroup, Role
from projections.partners.directory.shape import Directory, Invitation, Partner, Person


def organisations(view: Directory) -> dict[str, Partner]:
    """The organisations that have a place now, by id."""
    return {
        key: partner
        for key, partner in view.partners.items()
        if partner.kind == "organisation" and partner.left is None
    }


def in_own_right(view: Directory) -> dict[str, Person]:
    """The people who hold a seat themselves now, by id."""
    return {
        key: view.people[key]
        for key, partner in view.partners.items()
        if partner.kind == "person" and partner.left is None
    }


def acts_for(view: Directory, person_id: str, at: datetime) -> list[str]:
    """The partners a person may act for at a moment: themselves first, then organisations."""
    someone = view.people.get(person_id)
    if someone is None:
        return []
    own = view.partners.get(person_id)
    seats = [person_id] if own is not None and own.left is None else []
    return seats + [
        key
        for key, mandate in someone.mandates.items()
        if view.partners[key].left is None and (mandate.until is None or mandate.until > at)
    ]


LOOKING = {"observer", "funder", "auditor"}


def roles_of(view: Directory, person_id: str) -> frozenset[str]:
    """The roles a person holds now, with "member" for everyone admitted who does not only look."""
    someone = view.people.get(person_id)
    if someone is None:
        return frozenset()
    granted = frozenset(someone.roles)
    here = someone.left is None or bool(someone.mandates)
    return granted | {"member"} if here and not granted & LOOKING else granted


def holders(view: Directory, role: Role) -> list[str]:
    """The people who hold a role now, in the order of joining."""
    return [key for key, someone in view.people.items() if role in someone.roles]


def count_by_group(view: Directory) -> dict[str, int]:
    """Organisations at the table by focal group: a count, unit: organisations.

    Source: PartnerJoined, PartnerLeft. People in their own right are not in it: their group is theirs
    to show.
    """
    counts = dict.fromkeys(get_args(FocalGroup), 0)
    for partner in organisations(view).values():
        if partner.group is not None:
            counts[partner.group] += 1
    return counts


def open_invitations(view: Directory, at: datetime) -> dict[str, Invitation]:
    """The invitations that somebody can still come in with, by id."""
    return {key: one for key, one in view.invitations.items() if one.state(at) == "open"}
