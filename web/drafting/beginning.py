"""Beginning a draft with a text that is there already: the one that holds, or the one that is proposed.

It is written under a number that belongs to the draft and the text alone. So it comes in once, however many
press the button, in however many processes; whoever was first is its author.
"""

from typing import NamedTuple

from events.sealed import Words
from projections import charter
from projections.charter import Charter, Draft, Wording
from web.drafting.editing import written
from web.drafting.merging import Edit
from web.drafting.room import Room
from web.drafting.settling import number_of, words_of


class Beginning(NamedTuple):
    """A text to begin with. `holds`: it was agreed on."""

    wording: Wording
    text: Words
    holds: bool


def to_begin_with(view: Charter, draft: Draft) -> Beginning | None:
    """The text that holds in the draft's language; without one the newest that is proposed."""
    kind = view.kinds[draft.statement]
    held = charter.adopted(view, kind)
    for wording in [held] if held else charter.under_discussion(view, kind):
        text = charter.text_in(wording, draft.language)
        if text is not None:
            return Beginning(wording, text, held is not None)
    return None


async def begin(room: Room, secret: bytes, person: str, wording: str, text: str) -> bool:
    """Have the text in an empty draft; whether it is there now. Raises Refused, NotKept."""
    whole = room.whole
    if not room.text.strip():
        number = free_number(whole, secret, f"{room.keeping.partnership}/{room.keeping.draft}/{wording}")
        update = written(whole, lambda now: [Edit(0, len(now), text)], number)
        if update is not None:
            await room.offer(person, update)
    return text in room.text


def free_number(whole: bytes, secret: bytes, name: str) -> int:
    """The first number of this beginning that nothing was written under: a draft can be emptied again."""
    times = 0
    while True:
        number = number_of(f"{name}/{times}", secret)
        if words_of(whole, number) is None:
            return number
        times += 1
