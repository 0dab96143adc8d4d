"""What was said about something, and whether it was answered."""

import msgspec

from events.conversation import Thing


class Remark(msgspec.Struct):
    """What somebody said about something."""

    about: Thing
    author: str
    answered: bool = False


class Conversation(msgspec.Struct):
    """What people said, by id."""

    remarks: dict[str, Remark] = {}
