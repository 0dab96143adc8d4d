"""How the command line writes: through the server that runs, or by itself when none does."""

from web.control.asked import Answer, Asked, Desk, Kept, Made, OwnDesk, Refused, ToInvite
from web.control.socket import Control, ServerSaysNo, ServersDesk, socket_path, start_control

__all__ = [
    "Answer",
    "Asked",
    "Control",
    "Desk",
    "Kept",
    "Made",
    "OwnDesk",
    "Refused",
    "ServerSaysNo",
    "ServersDesk",
    "ToInvite",
    "socket_path",
    "start_control",
]
