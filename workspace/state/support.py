"""What people need in order to take part."""

import msgspec

from events.support import Need


class Support(msgspec.Struct):
    """What each person asked for last."""

    needs: dict[str, tuple[Need, ...]] = {}
