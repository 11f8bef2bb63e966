"""Jobs on one part of a request, and the queues that they lie in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from procrastinate.jobs import Job

RESTORE = "restore"
"""The queue of the workers."""


def adapter_queue(adapter: str) -> str:
    """The queue of the process that holds an adapter."""
    return f"adapter-{adapter}"


@dataclass(frozen=True, slots=True)
class Errand:
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

    def job(self) -> Job:
        """As the queue keeps it."""
        what: dict[str, Any] = {"request": self.request, "part": self.part, "revision": self.revision}
        return Job(
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
