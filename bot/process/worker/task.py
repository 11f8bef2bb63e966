"""What a worker does with a job: begin, restore, write down; each fenced by the row of the work.

Whoever comes second finds it done and leaves. A photo that kills the worker is given up after as many
attempts as are allowed.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from typing import Any

from psycopg.types.json import Jsonb

from bot.errors import OriginalGone, WorkCrashed, WorkFailed, WorkTooSlow
from bot.observability.logs import bound
from bot.process.worker.progress import Place, Teller
from bot.queue.jobs import OUTAGE_SECONDS, PATIENCE, Later, Queue
from bot.restoring import Earlier, File, Order, Restored, fulfil
from bot.settings.sections import QueueSettings
from bot.store import requests
from bot.store.blobs import BlobGone, Blobs, keep
from bot.store.database import OUTAGE, Connection, Database
from bot.store.outcome import Outcome
from bot.store.wishes import Wanted
from restoration.engine import Engine
from restoration.errors import CodedError

log = logging.getLogger(__name__)


class Bench:
    """Where the works are done, one at a time per place of the engine."""

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
                await self._restore((request, part, revision), attempts)
        finally:
            self.busy -= 1
            self.done += 1
            self.last = time.monotonic()

    async def _restore(self, place: Place, returns: int) -> None:
        """Restore; the job came back `returns` times, whether or not that was the photo's fault."""
        row = await self._begin(place)
        if row is None:
            return
        attempts, wishes, original, limit = row
        if attempts > self.settings.attempts:
            await self._fail(place, WorkCrashed())
            return
        try:
            async with asyncio.timeout(self.settings.restore_seconds):
                order = await self._order(place, Wanted.from_json(wishes), original, limit)
                with self._queue.tracing.stages(Teller(self._database, place)) as teller:
                    restored = await fulfil(order, self._engine, teller)
            await self._finish(place, restored)
        except asyncio.CancelledError:
            await self._put_back(place)
            raise
        except BlobGone:
            await self._fail(place, OriginalGone())
        except TimeoutError:
            await self._fail(place, WorkTooSlow(minutes=round(self.settings.restore_seconds / 60, 1)))
        except OUTAGE as problem:
            if returns >= self.settings.attempts * PATIENCE:
                await self._fail(place, WorkFailed())
                return
            log.warning("Put back: %s", type(problem).__name__)
            await self._put_back(place)
            raise Later(OUTAGE_SECONDS) from problem
        except CodedError as problem:
            if problem.retryable and attempts < self.settings.attempts:
                log.warning("Tried again later: %s", problem)
                raise Later() from problem
            await self._fail(place, problem)
        except Exception as problem:
            if attempts < self.settings.attempts:
                log.exception("Tried again later")
                raise Later() from problem
            log.exception("Given up")
            await self._fail(place, WorkFailed())

    async def _begin(self, place: Place) -> tuple[int, dict[str, Any], str, int] | None:
        """Count an attempt; what is needed, or None when there is nothing to do any more."""
        async with self._database.transaction() as connection:
            row = await (
                await connection.execute(
                    "update work set state = 'running', attempts = attempts + 1, started = now()"
                    " from part p, request r where (work.request, work.part, work.revision) = (%s, %s, %s)"
                    " and work.done is null and p.request = work.request and p.number = work.part"
                    " and r.id = work.request and r.state <> 'cancelled' and p.blob is not null"
                    " returning work.attempts, work.wishes, p.blob, r.upload_limit_bytes",
                    list(place),
                )
            ).fetchone()
            if row:
                await connection.execute(
                    "update request set state = 'running' where id = %s and state = 'queued'",
                    [place[0]],
                )
                await requests.announce(connection, place[0])
        return row if row is None else (row[0], row[1], row[2], row[3])

    async def _order(self, place: Place, wanted: Wanted, original: str, limit: int) -> Order:
        source = await self._blobs.get(original)
        mask = await self._blobs.get(wanted.mask) if wanted.mask else None
        return Order(source, wanted, mask, await self._earlier(place), limit)

    async def _earlier(self, place: Place) -> Earlier | None:
        """The newest work on this photo that is done, with its untransformed versions, while they are still
        there."""
        row = await self._database.row(
            "select revision, wishes, outcome from work where request = %s and part = %s and revision < %s"
            " and state = 'restored' order by revision desc limit 1",
            *place,
        )
        if row is None:
            return None
        revision, wishes, outcome = row
        rows = await self._database.rows(
            "select name, blob from result where request = %s and part = %s and revision = %s",
            *(place[0], place[1], revision),
        )
        blobs: dict[str, str] = dict(tuple(row) for row in rows)
        names = {name: blobs.get(f"base.{name}") or blobs.get(name) for name in ("restored", "colorized")}
        try:
            versions = {name: await self._blobs.get(blob) for name, blob in names.items() if blob}
            filled = await self._blobs.get(blobs["preview.filled"]) if "preview.filled" in blobs else None
        except BlobGone:
            return None
        if not versions:
            return None
        return Earlier(Wanted.from_json(wishes), Outcome.from_json(outcome), versions, filled)

    async def _finish(self, place: Place, restored: Restored) -> None:
        """Write the results; whoever was faster wins, and ours are swept."""
        written = await self._blobs.put_all([file.data for file in restored.files])
        blobs = list(zip(restored.files, written, strict=True))
        async with self._database.transaction() as connection:
            done = await connection.execute(
                "update work set state = 'restored', done = now(), stage = null, progress = 1, outcome = %s"
                " where (request, part, revision) = (%s, %s, %s) and done is null",
                [Jsonb(restored.outcome.to_json()), *place],
            )
            if not done.rowcount:
                return
            await connection.execute(
                "update part set width = %s, height = %s where request = %s and number = %s",
                [restored.width, restored.height, *place[:2]],
            )
            for file, blob in blobs:
                await _write_result(connection, place, file, (blob.name, blob.size_bytes, blob.sha256))
            await keep(connection, *(blob.name for _, blob in blobs))
            await requests.settle(connection, self._queue, place[0])
            await requests.announce(connection, place[0])
        log.info("Restored in %.2f s", restored.outcome.seconds)

    async def _fail(self, place: Place, problem: CodedError) -> None:
        log.warning("Failed: %s", problem)
        self._queue.tracing.note(failure=problem.code)
        async with self._database.transaction() as connection:
            known = requests.Problem(problem.code, dict(problem.parameters))
            if await requests.fail(connection, *place, known):
                await requests.settle(connection, self._queue, place[0])
                await requests.announce(connection, place[0])

    async def _put_back(self, place: Place) -> None:
        """An orderly stop is no attempt, nor is an outage of the database or the store."""
        with contextlib.suppress(Exception):  # without the database it counts as one, and nothing is lost
            await self._database.do(
                "update work set state = 'queued', attempts = attempts - 1, stage = null, progress = 0"
                " where (request, part, revision) = (%s, %s, %s) and done is null and state = 'running'",
                *place,
            )


async def _write_result(connection: Connection, place: Place, file: File, blob: tuple[str, int, str]) -> None:
    await connection.execute(
        "insert into result"
        " (request, part, revision, name, blob, size_bytes, sha256, media_type, width, height)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [*place, file.name, *blob, file.media_type, file.width, file.height],
    )
