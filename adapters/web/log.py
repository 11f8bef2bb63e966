"""What the web server itself logs, without what strangers would like to write there."""

from __future__ import annotations

import logging

from aiohttp.http_exceptions import HttpProcessingError


def server_log() -> logging.Logger:
    """The logger for aiohttp's server."""
    logger = logging.getLogger("adapters.web.server")
    if not any(isinstance(each, _OfOurMaking) for each in logger.filters):
        logger.addFilter(_OfOurMaking())
    return logger


class _OfOurMaking(logging.Filter):
    """Drops requests that are no HTTP: anybody can send any number, and their headers would be told."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))
