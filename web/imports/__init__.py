"""Bringing in what was kept elsewhere: read and check everything first, then ask for it command by command.

Every command's id is made from what the row says, so an import that runs again finds everything done.
"""

from web.imports.rows import ImportProblem

__all__ = ["ImportProblem"]
