"""What people said about texts, and what they were answered. Between those at the table."""

from events.conversation import Answer, ThingKind
from projections.conversation import Remark
from web.api.caller import Caller
from web.api.paging import Paged, one_page, pages_of
from web.api.problems import stop
from web.api.shapes import Acted, Shape, Teller, Text


class About(Shape, frozen=True, kw_only=True):
    """What is talked about, and which passage of it."""

    kind: ThingKind
    id: str
    passage: Text | None


class AnswerGiven(Shape, frozen=True, kw_only=True):
    """What became of a remark, and why."""

    answer: Answer
    why: Text
    given: Acted


class RemarkShown(Shape, frozen=True, kw_only=True):
    """What somebody said."""

    id: str
    about: About
    text: Text
    made: Acted
    answered: AnswerGiven | None


class Conversation(Shape, frozen=True, kw_only=True):
    """A page of the remarks, the newest first."""

    remarks: list[RemarkShown]
    page: int
    pages: int


def conversation(caller: Caller, asked: Paged) -> Conversation:
    """What people said, for this reader."""
    if not caller.insider:
        raise stop(403, "What people say about a text stays between those at the table.")
    tell, everything = Teller(caller.naming), list(caller.views.conversation.remarks.values())[::-1]
    shown, page = one_page(everything, asked)
    return Conversation(
        remarks=[remark(tell, one) for one in shown], page=page, pages=pages_of(len(everything))
    )


def remark(tell: Teller, one: Remark) -> RemarkShown:
    """One remark with its answer."""
    given = one.answered
    return RemarkShown(
        id=one.id,
        about=About(kind=one.about.kind, id=one.about.id, passage=tell.maybe(one.passage)),
        text=tell.words(one.text),
        made=tell.act(one.made),
        answered=AnswerGiven(answer=given.answer, why=tell.words(given.why), given=tell.act(given.given))
        if given
        else None,
    )
