"""What is done now and then: stalled jobs, retention, blobs that nobody needs, figures."""

from __future__ import annotations

import logging

from bot.observability.metrics import Metrics
from bot.queue.jobs import RECOVER_EVERY, TIDY_EVERY, Queue
from bot.store import figures, requests
from bot.store.blobs import SWEEP, Blobs
from bot.store.database import Database
from bot.store.requests import Rules
from bot.store.workers import alive

log = logging.getLogger(__name__)

_JOB_TRACES_HOURS = 24


class Maintenance:
    """Of the process that serves."""

    def __init__(
        self, database: Database, blobs: Blobs, queue: Queue, rules: Rules, metrics: Metrics
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._queue = queue
        self._rules = rules
        self._metrics = metrics

    def register(self) -> None:
        """Put it on the queue's timetable."""
        self._queue.does_maintenance("recover", RECOVER_EVERY, self.recover)
        self._queue.does_maintenance("tidy", TIDY_EVERY, self.tidy)

    async def recover(self) -> None:
        """Give back the jobs of workers that are gone; count what is there."""
        await self._queue.recover()
        depth = await figures.depth(self._database)
        self._metrics.depth(depth, len(await alive(self._database)))

    async def tidy(self) -> None:
        """Delete what has been kept for long enough."""
        await self.expire()
        while await self._blobs.sweep() == SWEEP:
            pass
        await figures.tidy(self._database)
        await self._queue.forget_old(_JOB_TRACES_HOURS)

    async def expire(self) -> None:
        """Delete the requests whose time is over."""
        expired = await requests.expire(self._database, self._queue, self._rules)
        if expired:
            log.info("%d requests were deleted, their time being over", expired)
