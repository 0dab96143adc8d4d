"""Long lists come in pages, as they do for people."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")

A_PAGE = 50


class Paged(NamedTuple):
    """What was asked for: a page of a list, or what came before a position of the history."""

    page: int = 1
    before: int | None = None


def pages_of(total: int) -> int:
    """How many pages a list has; an empty one has one."""
    return max(1, -(-total // A_PAGE))


def one_page(everything: Sequence[T], asked: Paged) -> tuple[Sequence[T], int]:
    """What stands on the page that was asked for, or on the last there is; and that page's number."""
    page = min(asked.page, pages_of(len(everything)))
    return everything[(page - 1) * A_PAGE : page * A_PAGE], page
