"""`heirloom worker`: restores the photos in the queue; the same here, as a child of `serve`, or on another
host."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path

from bot.observability.logs import configure
from bot.process.children import CHILD
from bot.process.worker import work
from bot.process.worker.memory import limit_memory
from bot.settings import load

_BEHIND = 10
"""How far a worker stands back where both it and the service beside it want the processor: a photo takes
seconds anyway, and people wait for their answer."""


def run(environ: Mapping[str, str], config: Path | None) -> int:
    """Work until a signal; the exit code."""
    settings = load(environ, config)
    configure(settings.log)
    limit_memory(settings.worker.memory_megabytes)
    if CHILD in environ and hasattr(os, "nice"):
        os.nice(_BEHIND)
    return asyncio.run(work(settings, child=CHILD in environ))
