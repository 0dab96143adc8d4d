"""What falls due is done once: the id of the command is made of what is due.

No process reserves anything: the second who tries finds the command known. A rule stays quiet when the
time was moved meanwhile.
"""

from hashlib import sha256

from events.log.records import Due, to_micros


def command_id(due: Due) -> str:
    """The id of the command that this due thing is done by: the same in every process."""
    name = f"{due.kind}\0{due.ref}\0{to_micros(due.at)}"
    return f"due-{sha256(name.encode()).hexdigest()[:32]}"
