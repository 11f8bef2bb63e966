"""The worker: takes jobs from the queue `restore`."""

from __future__ import annotations

from bot.worker.bench import Bench
from bot.worker.process import at_work, work

__all__ = ["Bench", "at_work", "work"]
