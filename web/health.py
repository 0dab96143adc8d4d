"""Two questions that machines ask: does the process live, and can it work."""

from collections import Counter
from typing import Any

import structlog
from litestar import Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency

from events.log.migrations import LOG, check
from web.accounts import CHAIN, Accounts
from web.engine import Engine
from web.settings import Settings

logger = structlog.get_logger(__name__)


CLOCK_JUMPED = (
    "clock: it jumped by more than five minutes, so nothing is recorded; set it right and it goes on "
    "by itself, or start the server again if the time is right now"
)


@get("/healthz")
async def healthz() -> dict[str, str]:
    """The process lives; nothing else is asked."""
    return {"status": "ok"}


@get("/readyz")
async def readyz(settings: NamedDependency[Settings], state: State) -> Response[dict[str, Any]]:
    """Whether requests can be answered; if not, why not. Views that stopped are told by name."""
    reasons = await reasons_against(settings, state.accounts, state.engine)
    status = "not ready" if reasons else "ready"
    return Response({"status": status, "reasons": reasons}, status_code=503 if reasons else 200)


async def reasons_against(settings: Settings, accounts: Accounts, engine: Engine) -> list[str]:
    """What stands in the way, one sentence each."""
    if not await engine.writer.patience.database_answers():
        return ["record: DatabaseAway"]
    reasons = []
    for what, url, chain in (
        ("record", settings.database_url, LOG),
        ("accounts", settings.accounts_url, CHAIN),
    ):
        try:
            await accounts.run(check, url, chain)
        except Exception as error:
            # The details may hold addresses; they stay in the log.
            logger.error("not_ready", what=what, exc_info=error)
            reasons.append(f"{what}: {type(error).__name__}")
    if not engine.writer.running:
        reasons.append("writer: not running")
    if engine.writer.clock.jumped:
        reasons.append(CLOCK_JUMPED)
    # Which partnerships they are stands in the log: here anybody may ask.
    stopped = Counter(view for parked in engine.live.parked.values() for view in parked)
    reasons += [f"view {view}: stopped in {count} partnership(s)" for view, count in sorted(stopped.items())]
    return reasons


HANDLERS = [healthz, readyz]
