"""The round table, the picture that a partnership is known by: pure geometry, drawn by a template."""

from web.picture.round_table import RoundTable, lay_table

__all__ = ["RoundTable", "lay_table"]
