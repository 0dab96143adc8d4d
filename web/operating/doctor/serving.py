"""What a running server says about itself: some of it, such as a clock that jumped, only it can know."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException

from web.operating.doctor.finding import Finding, Patient, notice, well, wrong
from web.settings import Settings

WITHIN = 5.0
"""Seconds; a server says that its database is gone within four."""
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 — this is where we ask, not where we listen.


def server(patient: Patient) -> Iterator[Finding]:
    """Whether a server runs, and what stands in its way."""
    if not patient.served:
        yield well("server", "No server is running.")
        return
    reasons = reasons_of(patient.settings)
    if reasons is None:
        where = f"{patient.settings.host}:{patient.settings.port}"
        yield notice(
            "server",
            f"A server is running. It does not answer on {where}, so it could not be asked how it is.",
            "See what it says at /readyz, on the port that it listens on.",
        )
    elif reasons:
        advice = "Do what it says. What is not explained here stands in its output, with the cause."
        yield wrong("server", f"A server is running, and says: {'; '.join(reasons)}.", advice)
    else:
        yield well("server", "A server is running.")


def reasons_of(settings: Settings) -> list[str] | None:
    """Why it is not ready, if there is anything; None when it cannot be asked from here."""
    asked = HTTPConnection(ANYWHERE.get(settings.host, settings.host), settings.port, timeout=WITHIN)
    try:
        asked.request("GET", "/readyz")
        told = json.loads(asked.getresponse().read(100_000))
        return [str(one) for one in told["reasons"]]
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return None
    finally:
        asked.close()
