"""What the server writes about itself: one line for each thing, for people at a terminal or for programs.

Stack traces are plain ones. The library's own choice prints the values of local variables, and those can
be what somebody wrote.
"""

import logging
import sys
from typing import Any

import structlog

USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Forwarding(logging.Handler):
    """What is said by means of the standard library becomes such a line, with all that was said beside it."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        beside = {name: value for name, value in vars(record).items() if name not in USUAL}
        lines = structlog.get_logger()
        say = lines.error if record.levelno >= logging.ERROR else lines.warning
        say(record.getMessage(), **beside | {"logger": record.name, "exc_info": record.exc_info})


def configure_logs() -> None:
    """Settle how lines look, for the whole process."""
    processors: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if sys.stderr.isatty():
        tail: list[Any] = [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    else:
        tail = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    structlog.configure(
        processors=[*processors, *tail],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    everything = logging.getLogger()
    if not any(isinstance(one, Forwarding) for one in everything.handlers):
        everything.addHandler(Forwarding(logging.WARNING))
