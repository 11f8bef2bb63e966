"""How long what may pass is tried again."""

from __future__ import annotations

import logging

from adapters.contract import Delayed
from bot.sections import QueueSettings

log = logging.getLogger(__name__)

PATIENCE = 20
"""How many more times what is only delayed is tried than what fails."""

OUTAGE_SECONDS = 1.0
"""When what the database was missing for is tried again."""


def log_delay(problem: Delayed, attempts: int, settings: QueueSettings) -> None:
    """Say that something is tried again; `attempts` came before."""
    log.info("Delayed: %s (attempt %d of %d)", problem, attempts + 1, settings.attempts * PATIENCE)
