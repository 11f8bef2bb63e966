"""Structured logs without tokens, photos or names: one line per event, for people or as JSON."""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TextIO

from bot.settings.sections import LogSettings

_bound: ContextVar[dict[str, Any] | None] = ContextVar("bound", default=None)

_SECRETS: tuple[tuple[re.Pattern[str], str], ...] = (
    # id:secret, as bots' tokens are written, in an address with the path of a file after it
    (re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}(/[\w./-]+)?"), "[token]"),
    (re.compile(r"\b[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}"), "[token]"),  # three parts with dots
    (re.compile(r"(?i)\b(bearer|bot)\s+[\w.~+/=-]{16,}"), r"\1 [token]"),
    (
        re.compile(r"(?i)\b((?:access_)?token|secret|password|api_key|signature|code)=[^\s&'\"]+"),
        r"\1=[hidden]",
    ),
    (re.compile(r"(?i)\b(\w+://[^\s:/@]+):[^\s@/]+@"), r"\1:[hidden]@"),
    (re.compile(r"(/interactions/\d+/|/webhooks/\d+/)[\w.-]+"), r"\1[token]"),
)

_QUIET = {
    "aiohttp.access": logging.WARNING,
    "asyncio": logging.WARNING,
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
    "procrastinate": logging.CRITICAL,  # of what goes wrong in a job or with the database, we tell ourselves
    "psycopg.pool": logging.ERROR,
}
"""Loggers that tell of every request, job or connection, and from where on they speak."""


@contextmanager
def bound(**facts: Any) -> Iterator[None]:
    """Add facts, such as the request's id, to every line that is logged inside."""
    token = _bound.set({**(_bound.get() or {}), **facts})
    try:
        yield
    finally:
        _bound.reset(token)


def redacted(text: str) -> str:
    """The text without anything that looks like a token, a password or a secret link."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class _Lines(logging.Formatter):
    """One line per event; a traceback follows in the text format and is a field in JSON."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        facts = dict(_bound.get() or {})
        message = redacted(record.getMessage())
        trace = redacted(self.formatException(record.exc_info)) if record.exc_info else ""
        when = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z"
        if self._as_json:
            line = {
                "time": when,
                "level": record.levelname.lower(),
                "logger": record.name,
                "message": message,
            }
            return json.dumps(
                line | facts | ({"trace": trace} if trace else {}), ensure_ascii=False, default=str
            )
        bound_facts = "".join(f" {name}={value}" for name, value in facts.items())
        line_ = f"{when} {record.levelname.lower():7} {record.name}: {message}{bound_facts}"
        return f"{line_}\n{trace}" if trace else line_


def configure(settings: LogSettings, stream: TextIO = sys.stderr) -> None:
    """Send all logs of this process to `stream`, without secrets."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Lines(as_json=settings.format == "json"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.level.upper())
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level if settings.level != "debug" else logging.DEBUG)
