"""Jobs as requests put them into a queue, in the transaction that writes the row they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import procrastinate.jobs

from bot.store.database import Connection

STILL_IN_HAND = """
select j.id from procrastinate_jobs j
join unnest(%(jobs)s::bigint[], %(workers)s::bigint[]) as ended (job, worker)
  on ended.job = j.id and ended.worker = j.worker_id
where j.status = 'doing'
"""
"""Of some jobs with their workers, those that the queue's library takes for being done there."""

RESTORE = "restore"
"""The queue of the workers."""


def adapter_queue(adapter: str) -> str:
    """The queue of the process that holds an adapter."""
    return f"adapter-{adapter}"


@dataclass(frozen=True, slots=True)
class Job:
    """A job on one part: restoring it, or fetching it first.

    Attributes:
        request: of the part.
        part: its number.
        revision: of the work.
        priority: larger ones come first.
        fetched_by: the adapter whose process fetches it; None = it is here, and is restored.
        trace: what it was asked for in.
    """

    request: str
    part: int
    revision: int
    priority: int = 0
    fetched_by: str | None = None
    trace: Mapping[str, str] = field(default_factory=dict)

    def queued(self) -> procrastinate.jobs.Job:
        """As the queue keeps it."""
        what: dict[str, Any] = {"request": self.request, "part": self.part, "revision": self.revision}
        return procrastinate.jobs.Job(
            id=None,
            queue=RESTORE if self.fetched_by is None else adapter_queue(self.fetched_by),
            task_name="restore" if self.fetched_by is None else "fetch",
            priority=self.priority,
            lock=None,
            queueing_lock=None,
            task_kwargs=what | carried(self.trace),
        )


def carried(trace: Mapping[str, str]) -> dict[str, Any]:
    """What a job holds of a trace; nothing where there is none."""
    return {"trace": dict(trace)} if trace else {}


class Jobs(Protocol):
    """A queue, as far as requests put jobs into it; every method works inside the caller's transaction."""

    async def put(self, connection: Connection, jobs: Sequence[Job]) -> None:
        """Queue the work on, or the download of, many parts."""
        ...

    async def restore(
        self, connection: Connection, request: str, part: int, revision: int, priority: int
    ) -> None:
        """Queue the work on one part."""
        ...

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
        """Queue the delivery of a request."""
        ...

    async def cancel(self, connection: Connection, jobs: Sequence[int]) -> None:
        """Take jobs out of the queue, and stop those in hand."""
        ...
