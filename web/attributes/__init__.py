"""What people share of themselves for the sums: checked at the door, opened only to be counted."""

from web.attributes.answers import Answered, CannotBeOpened, checked, opened, written
from web.attributes.counting import Counted, count

__all__ = ["Answered", "CannotBeOpened", "Counted", "checked", "count", "opened", "written"]
