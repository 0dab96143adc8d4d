"""A roster: who is to be at the table, as somebody keeps it in a spreadsheet.

It is read as it is (`read`), every row that needs a second look says why (`troubles`), and what is sound
comes to organisations and to people who are invited (`plan`). Pages and the command line use the same reader.
"""

from web.imports.roster.checking import note_of, troubles
from web.imports.roster.groups import ORGANISATIONS, category_of
from web.imports.roster.planning import Invitee, Organisation, Plan, Referred, plan
from web.imports.roster.reading import LARGEST, MOST_ROWS, Read, as_text, read
from web.imports.roster.row import Row, mended

__all__ = [
    "LARGEST",
    "MOST_ROWS",
    "ORGANISATIONS",
    "Invitee",
    "Organisation",
    "Plan",
    "Read",
    "Referred",
    "Row",
    "as_text",
    "category_of",
    "mended",
    "note_of",
    "plan",
    "read",
    "troubles",
]
