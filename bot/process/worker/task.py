"""What a worker does with a job: begin, restore, write down; each fenced by the row of the work.

Whoever comes second finds it done and leaves. A photo that kills the worker is given up after as many
attempts as are allowed.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time

from bot.errors import BotError
from bot.observability.logs import bound
from bot.process.worker.progress import ProgressReport
from bot.queue.jobs import Queue
from bot.queue.retries import later
from bot.settings.sections import QueueSettings
from bot.store import requests
from bot.store.blobs import BlobGone, Blobs
from bot.store.database import Database
from bot.store.outages import Outage
from bot.store.requests import Begun, NewResult, WorkKey
from restoration.engine import Engine
from restoration.errors import CodedError
from restoration.results.values import Earlier, Order, Restored
from restoration.results.work import fulfil

log = logging.getLogger(__name__)


class WorkerTask:
    """Does works, as many at the same time as the engine takes."""

    def __init__(self, database: Database, blobs: Blobs, queue: Queue, engine: Engine) -> None:
        self._database = database
        self._blobs = blobs
        self._queue = queue
        self._engine = engine
        self.last = time.monotonic()
        self.done = 0
        self.busy = 0

    @property
    def settings(self) -> QueueSettings:
        """Of the queue."""
        return self._queue.settings

    async def restore(self, request: str, part: int, revision: int, attempts: int) -> None:
        """The task `restore`.

        Raises:
            Later: it may succeed later.
        """
        self.busy += 1
        try:
            with bound(request=request, part=part):
                await self._restore(WorkKey(request, part, revision), attempts)
        finally:
            self.busy -= 1
            self.done += 1
            self.last = time.monotonic()

    async def _restore(self, key: WorkKey, returns: int) -> None:
        """Restore; the job came back `returns` times, whether or not that was the photo's fault."""
        begun = await requests.begin(self._database, key)
        if begun is None:
            return
        if begun.attempts > self.settings.attempts:
            await self._fail(key, BotError("work.crashed"))
            return
        try:
            async with asyncio.timeout(self.settings.restore_seconds) as deadline:
                order = await self._order(key, begun)
                with self._queue.tracing.stages(ProgressReport(self._database, key)) as report:
                    restored = await fulfil(order, self._engine, report)
            await self._finish(key, restored)
        except asyncio.CancelledError:
            await self._put_back(key)
            raise
        except Exception as problem:
            if isinstance(problem, TimeoutError) and deadline.expired():
                await self._fail(
                    key, BotError("work.too_slow", minutes=round(self.settings.restore_seconds / 60, 1))
                )
                return
            await self._again(key, problem, returns + 1 if isinstance(problem, Outage) else begun.attempts)

    async def _again(self, key: WorkKey, problem: Exception, tries: int) -> None:
        """Raise Later where the work is tried again, else write it down as failed."""
        if isinstance(problem, BlobGone):
            problem = BotError("work.original_gone")
        again = later(problem, tries, self.settings.attempts)
        if again is None:
            await self._fail(key, problem if isinstance(problem, CodedError) else BotError("work.failed"))
            return
        if isinstance(problem, Outage):
            await self._put_back(key)
        raise again from problem

    async def _order(self, key: WorkKey, begun: Begun) -> Order:
        source = await self._blobs.get(begun.original)
        mask = await self._blobs.get(begun.wanted.mask) if begun.wanted.mask else None
        return Order(source, begun.wanted, mask, await self._earlier(key), begun.upload_limit_bytes)

    async def _earlier(self, key: WorkKey) -> Earlier | None:
        """The newest work on this photo that is done, with its untransformed versions, while they are still
        there."""
        found = await requests.earlier(self._database, key)
        if found is None:
            return None
        blobs = found.blobs
        names = {name: blobs.get(f"base.{name}") or blobs.get(name) for name in ("restored", "colorized")}
        try:
            versions = {name: await self._blobs.get(blob) for name, blob in names.items() if blob}
            filled = await self._blobs.get(blobs["preview.filled"]) if "preview.filled" in blobs else None
        except BlobGone:
            return None
        return Earlier(found.wanted, found.report, versions, filled) if versions else None

    async def _finish(self, key: WorkKey, restored: Restored) -> None:
        """Write the results; whoever was faster wins, and ours are swept."""
        blobs = await self._blobs.put_all([file.data for file in restored.files])
        results = [
            NewResult(file.name, blob, file.media_type, file.width, file.height)
            for file, blob in zip(restored.files, blobs, strict=True)
        ]
        size = (restored.width, restored.height)
        if await requests.finish(self._database, self._queue, key, restored.report, results, size):
            log.info("Restored in %.2f s", restored.report.seconds)

    async def _fail(self, key: WorkKey, problem: CodedError) -> None:
        log.warning("Failed: %s", problem)
        self._queue.tracing.note(failure=problem.code)
        await requests.fail(self._database, self._queue, key, problem)

    async def _put_back(self, key: WorkKey) -> None:
        with contextlib.suppress(Exception):  # without the database it counts as one, and nothing is lost
            await requests.put_back(self._database, key)
