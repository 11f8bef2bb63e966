"""Whether a process is traced."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.observability.tracing import Tracing
from bot.settings.sections import TracingSettings

log = logging.getLogger(__name__)


@asynccontextmanager
async def traced(settings: TracingSettings, role: str) -> AsyncIterator[Tracing]:
    """The traces of a process, "serve" or "worker", as the settings want them.

    Without the libraries there are none: photos matter more.
    """
    spans = _spans(settings, role)
    try:
        yield spans
    finally:
        await asyncio.to_thread(spans.close)


def _spans(settings: TracingSettings, role: str) -> Tracing:
    if not settings.endpoint:
        return Tracing()
    try:
        from bot.observability.spans import Spans  # an extra
    except ImportError:
        log.warning("Traces are wanted, and their libraries are missing: pip install 'heirloom[tracing]'")
        return Tracing()
    return Spans(settings.endpoint, role)
