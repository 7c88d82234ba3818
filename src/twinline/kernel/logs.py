"""Structured log lines on standard error: JSON for machines, or readable text for a terminal.

No personal data: callers log identifiers and codes, never words, names, phones or query strings.
"""

import logging
import sys
from typing import Any, Literal

import orjson
import structlog

LogFormat = Literal["json", "text"]


def configure_logs(*, level: str = "info", form: LogFormat = "json") -> None:
    """Set up structlog and route the standard library's warnings and errors through it. ``level`` is a logging name."""
    number = logging.getLevelNamesMapping()[level.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, _renderer(form)],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=_factory(form),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(handlers=[_Bridge()], level=max(number, logging.WARNING), force=True)


def _renderer(form: LogFormat) -> structlog.typing.Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(serializer=_dumps)
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())


def _factory(form: LogFormat) -> Any:
    if form == "json":
        return structlog.BytesLoggerFactory(sys.stderr.buffer)
    return structlog.PrintLoggerFactory(sys.stderr)


def _dumps(value: Any, **_: Any) -> bytes:
    return orjson.dumps(value, default=repr)


class _Bridge(logging.Handler):
    """Hands a library's record to structlog, so that there is one stream in one form."""

    def emit(self, record: logging.LogRecord) -> None:
        target = structlog.get_logger(record.name)
        target.log(record.levelno, "library", logger=record.name, text=record.getMessage(), exc_info=record.exc_info)
