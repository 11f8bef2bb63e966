"""The worker: takes jobs from the queue `restore`."""

from __future__ import annotations

from bot.process.worker.running import at_work, work
from bot.process.worker.task import WorkerTask

__all__ = ["WorkerTask", "at_work", "work"]
