"""The queue: three tasks, `fetch` and `deliver` beside the adapters and `restore` in the worker, and their
upkeep.

A job carries references, never a photo. It is put into the queue in the transaction that writes the row it is
about, and what it does is fenced by that row: a job that runs twice does its work once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import procrastinate
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition, Job

from bot.observability.tracing import NOWHERE, Tracing
from bot.queue.unacknowledged import Ended
from bot.settings.sections import QueueSettings
from bot.store.database import OUTAGE, Connection
from bot.store.jobs import Errand, adapter_queue, carried

log = logging.getLogger(__name__)

_TOLD_TRIES = 10
"""So many tries come as soon as we were told."""
UPKEEP = "upkeep"
# The sixth field of these is the second.
RECOVER_EVERY = "* * * * * */5"
TIDY_EVERY = "* * * * * 30"

PATIENCE = 20
"""How many more times what is only delayed is tried than what fails."""

OUTAGE_SECONDS = 1.0
"""When what the database or the store was missing for is tried again."""

Work = Callable[[str, int, int, int], Awaitable[None]]
"""(request, part, revision, attempts before this one)."""

Deliver = Callable[[str, int, str, int], Awaitable[None]]
"""(request, revision, what, attempts before this one)."""


class Later(Exception):
    """The same job may succeed later: after `seconds`, or when backoff says."""

    def __init__(self, seconds: float | None = None) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Patience(procrastinate.BaseRetryStrategy):
    """Give a job back to the queue: at once when the process is told to stop, later after what can pass."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> procrastinate.RetryDecision | None:
        """When to try again; None = never."""
        if isinstance(exception, asyncio.CancelledError):
            return procrastinate.RetryDecision(retry_at=datetime.now(UTC))
        if isinstance(exception, Later):
            return procrastinate.RetryDecision(retry_at=datetime.now(UTC) + backoff(exception, job.attempts))
        if isinstance(exception, Exception) and not isinstance(
            exception, procrastinate.exceptions.JobAborted
        ):
            return procrastinate.RetryDecision(retry_at=datetime.now(UTC) + backoff(Later(), job.attempts))
        return None


def backoff(problem: Later, attempts: int) -> timedelta:
    """How long to wait: 1, 2, 4 ... 60 seconds, and up to half as much more by chance. Where we are told how
    long, it is that at least, and grows only after a while: an outage may be said to pass soon, and not."""
    quick = 0 if problem.seconds is None else _TOLD_TRIES
    growing = min(60.0, 2.0 ** min(attempts - quick, 20)) if attempts >= quick else 0.0
    seconds = max(growing, problem.seconds or 0.0)
    return timedelta(seconds=seconds * (1 + random.random() / 2))  # noqa: S311 -- spreads load, guards nothing


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
        self._ended = Ended(self.app)

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
        await self.put(connection, [Errand(request, part, revision, priority, trace=self.trace())])

    async def put(self, connection: Connection, errands: Sequence[Errand]) -> None:
        """Queue the work on, or the download of, many parts, inside the caller's transaction.

        Raises:
            psycopg.Error: this or an earlier statement of the transaction failed.
        """
        if not errands:
            return
        try:
            jobs = await self.app.job_manager.batch_defer_jobs_async(
                [errand.job() for errand in errands], connection=connection
            )
        except ConnectorException as problem:  # which it also makes of errors that do not pass
            raise problem.__cause__ or problem  # noqa: B904 -- the driver's own says what it is
        await connection.execute(
            "update work w set restore_job = coalesce(e.restore_job, w.restore_job),"
            " fetch_job = coalesce(e.fetch_job, w.fetch_job)"
            " from unnest(%s::text[], %s::integer[], %s::integer[], %s::bigint[], %s::bigint[])"
            " as e (request, part, revision, restore_job, fetch_job)"
            " where (w.request, w.part, w.revision) = (e.request, e.part, e.revision)",
            [
                [errand.request for errand in errands],
                [errand.part for errand in errands],
                [errand.revision for errand in errands],
                [job.id if job.task_name == "restore" else None for job in jobs],
                [job.id if job.task_name == "fetch" else None for job in jobs],
            ],
        )

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
        await task.defer_async(request=request, revision=revision, what=what, **carried(self.trace()))

    def trace(self) -> Mapping[str, str]:
        """The trace that is under way, for a job to carry."""
        return self.tracing.carried()

    async def cancel(self, connection: Connection, jobs: Sequence[int]) -> None:
        """Take jobs out of the queue, and stop those in hand."""
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
            with self._ended.noting(context.job), self.tracing.span("deliver", trace, **facts):
                await work(request, revision, what, attempts)

        self.app.task(name="deliver", retry=Patience(), pass_context=True)(deliver)

    def does_upkeep(self, name: str, cron: str, work: Callable[[], Awaitable[object]]) -> None:
        """Register something that is done now and then, by one process at a time.

        Every process registers its upkeep, because a worker without a periodic task does not notice that its
        own helpers died with the database's connection.
        """

        async def upkeep(timestamp: int) -> None:
            try:
                await work()
            except OUTAGE as problem:
                log.warning("The upkeep %s is left for the next time: %s", name, type(problem).__name__)
            except Exception:
                log.exception("The upkeep %s failed", name)

        task = self.app.task(name=name, queue=UPKEEP, queueing_lock=name)(upkeep)
        self.app.periodic(cron=cron)(task)

    def _register_part(self, name: str, work: Work) -> None:
        async def part_task(
            context: Any, request: str, part: int, revision: int, trace: Mapping[str, str] = NOWHERE
        ) -> None:
            attempts = context.job.attempts
            facts = {"request": request, "part": part, "revision": revision, "attempt": attempts + 1}
            try:
                with self._ended.noting(context.job), self.tracing.span(name, trace, **facts):
                    await work(request, part, revision, attempts)
            except asyncio.CancelledError:
                if context.abort_reason() is procrastinate.job_context.AbortReason.USER_REQUEST:
                    raise procrastinate.exceptions.JobAborted from None
                raise

        self.app.task(name=name, retry=Patience(), pass_context=True)(part_task)

    async def run(self, queues: Sequence[str], *, name: str, concurrency: int) -> None:
        """Do jobs of these queues until cancelled, then finish those in hand within the grace."""
        watch = asyncio.create_task(self._watch_ends())
        try:
            await self._work(queues, name, concurrency)
        finally:
            watch.cancel()

    async def _watch_ends(self) -> None:
        while True:
            await asyncio.sleep(self.settings.stalled_seconds / 3)
            try:
                lost = await self._ended.give_back(self.settings.stalled_seconds)
            except OUTAGE:
                continue
            if lost:
                log.warning("The queue had not heard of the end of %d jobs; they were given back to it", lost)

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
            except OUTAGE as problem:
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
                if job.queue == UPKEEP:  # the next one is in the queue already, and there may be only one
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
