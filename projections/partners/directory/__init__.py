"""The view "directory": who is at the table, for whom they act, and what they let others see."""

from projections.partners.directory.folding import PROJECTION, fold
from projections.partners.directory.queries import (
    acts_for,
    count_by_group,
    holders,
    in_own_right,
    open_invitations,
    organisations,
    roles_of,
)
from projections.partners.directory.shape import Directory, Invitation, Mandate, Needs, Partner, Person

__all__ = [
    "PROJECTION",
    "Directory",
    "Invitation",
    "Mandate",
    "Needs",
    "Partner",
    "Person",
    "acts_for",
    "count_by_group",
    "fold",
    "holders",
    "in_own_right",
    "open_invitations",
    "organisations",
    "roles_of",
]
