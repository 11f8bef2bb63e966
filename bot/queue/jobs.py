"""The queue: three tasks, `fetch` and `deliver` beside the adapters and `restore` in the worker, and their
upkeep.

A job carries references, never a photo. It is put into the queue in the transaction that writes the row it is
about, and what it does is fenced by that row: a job that runs twice does its work once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import procrastinate
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition

from bot.observability.tracing import NOWHERE, Tracing
from bot.queue.retries import RetryStrategy
from bot.queue.unacknowledged import UnacknowledgedJobs
from bot.settings.sections import QueueSettings
from bot.store.database import Connection
from bot.store.jobs import Job, adapter_queue, carried
from bot.store.outages import Outage, database_outages
from bot.store.requests.works import note_jobs

log = logging.getLogger(__name__)

MAINTENANCE = "upkeep"
"""The queue of what is done now and then; its name stands in databases."""
# The sixth field of these is the second.
RECOVER_EVERY = "* * * * * */5"
TIDY_EVERY = "* * * * * 30"

Work = Callable[[str, int, int, int], Awaitable[None]]
"""(request, part, revision, attempts before this one)."""

Deliver = Callable[[str, int, str, int], Awaitable[None]]
"""(request, revision, what, attempts before this one)."""


class Queue:
    """Jobs on one database; `async with` opens its connections."""

    def __init__(self, conninfo: str, settings: QueueSettings, tracing: Tracing | None = None) -> None:
        """Jobs carry the trace in which they were put in, and are done below it."""
        connector = procrastinate.PsycopgConnector(
            conninfo=conninfo, min_size=1, max_size=8, kwargs={"application_name": "heirloom queue"}
        )
        self.app = procrastinate.App(connector=connector)
        self.settings = settings
        self.tracing = tracing or Tracing()
        self._unacknowledged = UnacknowledgedJobs(self.app)

    async def __aenter__(self) -> Queue:
        await self.app.open_async()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.app.close_async()

    # -------------------------------------------------------------------------------------- putting jobs in

    async def restore(
        self, connection: Connection, request: str, part: int, revision: int, priority: int
    ) -> None:
        """Queue the work on one part, inside the caller's transaction."""
        await self.put(connection, [Job(request, part, revision, priority, trace=self.trace())])

    async def put(self, connection: Connection, jobs: Sequence[Job]) -> None:
        """Queue the work on, or the download of, many parts, inside the caller's transaction."""
        if not jobs:
            return
        with database_outages():
            queued = await self.app.job_manager.batch_defer_jobs_async(
                [job.queued() for job in jobs], connection=connection
            )
        await note_jobs(connection, jobs, [job.id for job in queued])

    async def deliver(
        self,
        connection: Connection,
        adapter: str,
        request: str,
        revision: int,
        *,
        what: str = "all",
        at: datetime | None = None,
    ) -> None:
        """Queue the delivery of a request, inside the caller's transaction."""
        task = self.app.configure_task(
            "deliver",
            queue=adapter_queue(adapter),
            lock=f"deliver:{request}",
            schedule_at=at,
            connection=connection,
        )
        with database_outages():
            await task.defer_async(request=request, revision=revision, what=what, **carried(self.trace()))

    def trace(self) -> Mapping[str, str]:
        """The trace that is under way, for a job to carry."""
        return self.tracing.carried()

    async def cancel(self, connection: Connection, jobs: Sequence[int]) -> None:
        """Take jobs out of the queue, and stop those in hand."""
        with database_outages():
            for job in jobs:
                await self.app.job_manager.cancel_job_by_id_async(job, abort=True, connection=connection)

    # --------------------------------------------------------------------------------------- doing the jobs

    def does_restore(self, work: Work) -> None:
        """Register what the worker does with a photo."""
        self._register_part("restore", work)

    def does_fetch(self, work: Work) -> None:
        """Register what the adapter's process does with a reference."""
        self._register_part("fetch", work)

    def does_deliver(self, work: Deliver) -> None:
        """Register what the adapter's process does with a finished request."""

        async def deliver(
            context: Any, request: str, revision: int, what: str, trace: Mapping[str, str] = NOWHERE
        ) -> None:
            attempts = context.job.attempts
            facts = {"request": request, "revision": revision, "attempt": attempts + 1}
            with self._unacknowledged.noting(context.job), self.tracing.span("deliver", trace, **facts):
                await work(request, revision, what, attempts)

        self.app.task(name="deliver", retry=RetryStrategy(), pass_context=True)(deliver)

    def does_maintenance(self, name: str, cron: str, work: Callable[[], Awaitable[object]]) -> None:
        """Register something that is done now and then, by one process at a time.

        Every process registers some, because a worker without a periodic task does not notice that its own
        helpers died with the database's connection.
        """

        async def maintenance(timestamp: int) -> None:
            try:
                with database_outages():
                    await work()
            except Outage as problem:
                log.warning(
                    "The maintenance job %s is left for the next time: %s", name, type(problem).__name__
                )
            except Exception:
                log.exception("Maintenance (%s) failed", name)

        task = self.app.task(name=name, queue=MAINTENANCE, queueing_lock=name)(maintenance)
        self.app.periodic(cron=cron)(task)

    def _register_part(self, name: str, work: Work) -> None:
        async def part_task(
            context: Any, request: str, part: int, revision: int, trace: Mapping[str, str] = NOWHERE
        ) -> None:
            attempts = context.job.attempts
            facts = {"request": request, "part": part, "revision": revision, "attempt": attempts + 1}
            try:
                with self._unacknowledged.noting(context.job), self.tracing.span(name, trace, **facts):
                    await work(request, part, revision, attempts)
            except asyncio.CancelledError:
                if context.abort_reason() is procrastinate.job_context.AbortReason.USER_REQUEST:
                    raise procrastinate.exceptions.JobAborted from None
                raise

        self.app.task(name=name, retry=RetryStrategy(), pass_context=True)(part_task)

    async def run(self, queues: Sequence[str], *, name: str, concurrency: int) -> None:
        """Do jobs of these queues until cancelled, then finish those in hand within the grace."""
        watch = asyncio.create_task(self._watch_unacknowledged())
        try:
            await self._work(queues, name, concurrency)
        finally:
            watch.cancel()

    async def _watch_unacknowledged(self) -> None:
        while True:
            await asyncio.sleep(self.settings.stalled_seconds / 3)
            try:
                lost = await self._unacknowledged.give_back(self.settings.stalled_seconds)
            except ConnectorException:
                continue
            if lost:
                log.warning(
                    "The database had not acknowledged the end of %d jobs; they were given back to the queue",
                    lost,
                )

    async def _work(self, queues: Sequence[str], name: str, concurrency: int) -> None:
        """The worker inside ends when the database goes away, by an error or without one: start it again."""
        wait = 0.2
        while True:
            began = time.monotonic()
            try:
                await self.app.run_worker_async(
                    queues=list(queues),
                    name=name,
                    concurrency=concurrency,
                    fetch_job_polling_interval=1.0,
                    abort_job_polling_interval=1.0,
                    shutdown_graceful_timeout=self.settings.grace_seconds,
                    delete_jobs=DeleteJobCondition.SUCCESSFUL,
                    install_signal_handlers=False,
                    update_heartbeat_interval=self.settings.stalled_seconds / 5,
                    stalled_worker_timeout=self.settings.stalled_seconds,
                )
            except ConnectorException as problem:
                log.warning("The queue lost the database: %s", type(problem.__cause__ or problem).__name__)
            wait = 0.2 if time.monotonic() - began > 30 else min(5.0, wait * 2)
            log.info("The queue starts again in %.1f s", wait)
            await asyncio.sleep(wait)

    async def recover(self) -> int:
        """Give the jobs of workers that show no sign of life back to the queue; how many."""
        manager = self.app.job_manager
        stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=self.settings.stalled_seconds))
        for job in stalled:
            with contextlib.suppress(
                ConnectorException
            ):  # somebody else was faster, or it has just been finished
                if (
                    job.queue == MAINTENANCE
                ):  # the next one is in the queue already, and there may be only one
                    await manager.finish_job(job, procrastinate.jobs.Status.FAILED, delete_job=True)
                else:
                    await manager.retry_job(job)
        if stalled:
            log.warning("%d jobs of workers that are gone were given back to the queue", len(stalled))
        return len(stalled)

    async def forget_old(self, hours: int) -> None:
        """Delete the traces of jobs that ended long ago."""
        await self.app.job_manager.delete_old_jobs(
            nb_hours=hours, include_failed=True, include_cancelled=True, include_aborted=True
        )
