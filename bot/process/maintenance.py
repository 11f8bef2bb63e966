"""What is done now and then: stalled jobs, retention, blobs that nobody needs, figures."""

from __future__ import annotations

import logging

from bot.observability.metrics import Metrics
from bot.queue.jobs import RECOVER_EVERY, TIDY_EVERY, Queue
from bot.store import requests
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.workers import alive

log = logging.getLogger(__name__)

_JOB_TRACES_HOURS = 24


class Upkeep:
    """The upkeep of the process that serves."""

    def __init__(self, database: Database, blobs: Blobs, queue: Queue, metrics: Metrics) -> None:
        self._database = database
        self._blobs = blobs
        self._queue = queue
        self._metrics = metrics

    def register(self) -> None:
        """Put it on the queue's timetable."""
        self._queue.does_upkeep("recover", RECOVER_EVERY, self.recover)
        self._queue.does_upkeep("tidy", TIDY_EVERY, self.tidy)

    async def recover(self) -> None:
        """Give back the jobs of workers that are gone; count what is there."""
        await self._queue.recover()
        states = await self._database.rows(
            "select state, count(*) from work where done is null group by state"
        )
        self._metrics.depth(dict(states), len(await alive(self._database)))

    async def tidy(self) -> None:
        """Delete what has been kept for long enough."""
        await self.expire()
        while await self._blobs.sweep() == 1000:
            pass
        await self._database.do("delete from seen_photo where at < now() - interval '2 days'")
        await self._database.do("delete from answered where at < now() - interval '2 days'")
        await self._database.do("delete from usage where hour < now() - interval '2 days'")
        await self._database.do("delete from worker where seen < now() - interval '1 hour'")
        await self._queue.forget_old(_JOB_TRACES_HOURS)

    async def expire(self) -> None:
        """Delete the requests whose time is over: what nobody can be answered to any more, an hour later."""
        rows = await self._database.rows(
            "select id from request where expires < now() or (changed < now() - interval '1 hour' and id in"
            " (select request from delivery where state = 'refused' and reason in ('blocked', 'gone')))"
            " limit 1000"
        )
        for (request,) in rows:
            async with self._database.transaction() as connection:
                await requests.delete(connection, self._queue, request)
        if rows:
            log.info("%d requests were deleted, their time being over", len(rows))
