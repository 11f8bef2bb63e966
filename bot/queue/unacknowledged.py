"""Jobs that this process has ended, and whose end the database did not acknowledge.

Where the database goes away just as an end is written down, the job stays "doing" for ever: its worker lives
on, so nobody takes it for stalled, and what waits for its lock waits with it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import procrastinate
from procrastinate.jobs import Job

from bot.store.jobs import STILL_IN_HAND


class UnacknowledgedJobs:
    """Remembers for a while which jobs were ended."""

    def __init__(self, app: procrastinate.App) -> None:
        self._app = app
        self._jobs: dict[int, tuple[int, float]] = {}

    @contextmanager
    def noting(self, job: Job) -> Iterator[None]:
        """Note when a job ends that is done inside."""
        assert job.id is not None  # noqa: S101 -- for the type checker: a job in hand has one
        self._jobs.pop(job.id, None)
        try:
            yield
        finally:
            self._jobs[job.id] = (job.worker_id or 0, time.monotonic())

    async def give_back(self, seconds: float) -> int:
        """Give jobs back to the queue that ended more than `seconds` ago, and are in hand for all it knows.

        Done again, each finds its work done and leaves. Returns how many.

        Raises:
            ConnectorException: the database does not answer.
        """
        until = time.monotonic() - seconds
        jobs = {job: worker for job, (worker, at) in self._jobs.items() if at < until}
        if not jobs:
            return 0
        rows = await self._app.connector.execute_query_all_async(
            query=STILL_IN_HAND, jobs=list(jobs), workers=list(jobs.values())
        )
        for row in rows:
            await self._app.job_manager.retry_job_by_id_async(row["id"], retry_at=datetime.now(UTC))
        for job in jobs:
            self._jobs.pop(job, None)
        return len(rows)
