"""A text that is being written together now: the values in English, with a suggestion that waits."""

import asyncio

from web.control import OwnDesk
from web.demo.story import PARTNERSHIP, PERSON, RECORDED_BY, ROLE, Story, id_of
from web.door import Problem, Writer, build
from web.drafting.anchoring import Places, Span
from web.drafting.keeping import Keeping
from web.drafting.room import Room
from workspace.acts import Act
from workspace.charter.commands import MakeSuggestion
from workspace.refusals import Refusal

WRITTEN = (
    ("dana", "We listen first to those who live with asthma."),
    ("luis", "We speak plainly, and in both languages."),
    ("dana", "What we promise we keep. If we cannot, we say so in good time."),
)
PASSAGE = "those who live with asthma"
REPLACEMENT = "those who live with asthma and those who care for them"
WHY = "Whoever sits beside the bed at night knows something that nobody else knows."


def begin(story: Story, statement: str) -> None:
    """The draft is opened."""
    story.day(3, 18)
    story.do("luis", "OpenDraft", statement=statement, language="en")


async def write(desk: OwnDesk, story: Story) -> None:
    """Two write by turns, and a third suggests other words for a passage."""
    draft = next(one.command for one in story.asked if one.kind == "OpenDraft")
    keeping = Keeping(desk.engine.log.drafts, desk.engine.keys, PARTNERSHIP, draft, "en")
    room = Room(keeping, asyncio.to_thread, lambda: story.now)
    await room.open()
    try:
        for who, sentence in WRITTEN:
            await room.edit(PERSON[who], room.text, f"{room.text} {sentence}".strip())
        await suggest(desk, room, story)
    finally:
        await room.close()


async def suggest(desk: OwnDesk, room: Room, story: Story) -> None:
    """Other words for a passage wait for somebody to take or decline them."""
    places, command = Places(room.whole), id_of("suggestion")
    at = places.text.index(PASSAGE)
    anchor = places.anchor(Span(at, at + len(PASSAGE)))
    fields = {
        "draft": room.keeping.draft,
        "anchor": {"begin": anchor.begin, "end": anchor.end},
        "passage": PASSAGE,
        "replacement": REPLACEMENT,
        "why": WHY,
    }
    person, partner = PERSON["joy"], story.speaks_for["joy"]
    made = build(MakeSuggestion, fields, Writer(PARTNERSHIP, person, command, "en"), desk.engine.keys)
    assert not isinstance(made, Problem), made
    act = Act(
        command=command, person=person, partner=partner, at=story.now, recorded_by=RECORDED_BY, counted=True
    )
    answer = await desk.engine.submit(PARTNERSHIP, made, act, role=ROLE["joy"])
    assert not isinstance(answer, Refusal), answer
