"""How long what may pass is tried again."""

from __future__ import annotations

import logging

from adapters.contract import Delayed
from bot.queue.jobs import PATIENCE
from bot.settings.sections import QueueSettings

log = logging.getLogger(__name__)


def log_delay(problem: Delayed, attempts: int, settings: QueueSettings) -> None:
    """Say that something is tried again; `attempts` came before."""
    log.info("Delayed: %s (attempt %d of %d)", problem, attempts + 1, settings.attempts * PATIENCE)
