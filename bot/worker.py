"""`heirloom worker`: the process that alone decodes photographs and runs networks. It takes jobs from the
queue `restore`.

A job is fenced by its row: whoever comes second finds it done and leaves. A photo that kills the worker is
given up after as many attempts as are allowed.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from psycopg.types.json import Jsonb

from bot import requests
from bot.blobs import BlobGone, Blobs, keep
from bot.database import OUTAGE, Connection, Database, opened
from bot.errors import BotError, OriginalGone, WorkCrashed, WorkFailed, WorkTooSlow
from bot.jobs import RECOVER_EVERY, RESTORE, Later, Queue
from bot.observability.logs import bound
from bot.outcome import Outcome
from bot.restoring import Earlier, File, Order, Restored, fulfil
from bot.sections import QueueSettings
from bot.settings import Settings
from bot.wishes import Wanted
from restoration.engine import Engine
from restoration.errors import RestorationError
from restoration.pipeline import Progress
from restoration.stages import STAGES

log = logging.getLogger(__name__)

_TELL_SECONDS = 0.4
"""Least time between two tellings of progress."""

SEEN_SECONDS = 2.0
"""How often a worker says that it is there."""


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
                await self._restore((request, part, revision))
        finally:
            self.busy -= 1
            self.done += 1
            self.last = time.monotonic()

    async def _restore(self, place: tuple[str, int, int]) -> None:
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
                restored = await fulfil(order, self._engine, self._teller(place))
            await self._finish(place, restored)
        except asyncio.CancelledError:
            await self._put_back(place)
            raise
        except BlobGone:
            await self._fail(place, OriginalGone())
        except TimeoutError:
            await self._fail(place, WorkTooSlow(minutes=round(self.settings.restore_seconds / 60, 1)))
        except OUTAGE as problem:
            raise Later(1.0) from problem
        except (RestorationError, BotError) as problem:
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

    async def _begin(self, place: tuple[str, int, int]) -> tuple[int, dict[str, Any], str, int] | None:
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

    async def _order(self, place: tuple[str, int, int], wanted: Wanted, original: str, limit: int) -> Order:
        source = await self._blobs.get(original)
        mask = await self._blobs.get(wanted.mask) if wanted.mask else None
        return Order(source, wanted, mask, await self._earlier(place), limit)

    async def _earlier(self, place: tuple[str, int, int]) -> Earlier | None:
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

    async def _finish(self, place: tuple[str, int, int], restored: Restored) -> None:
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

    async def _fail(self, place: tuple[str, int, int], problem: RestorationError | BotError) -> None:
        log.warning("Failed: %s", problem)
        async with self._database.transaction() as connection:
            known = requests.Problem(problem.code, dict(problem.parameters))
            if await requests.fail(connection, *place, known):
                await requests.settle(connection, self._queue, place[0])
                await requests.announce(connection, place[0])

    async def _put_back(self, place: tuple[str, int, int]) -> None:
        """An orderly stop is no attempt."""
        with contextlib.suppress(Exception):  # without the database it counts as one, and nothing is lost
            await self._database.do(
                "update work set state = 'queued', attempts = attempts - 1, stage = null, progress = 0"
                " where (request, part, revision) = (%s, %s, %s) and done is null and state = 'running'",
                *place,
            )

    def _teller(self, place: tuple[str, int, int]) -> Callable[[Progress], None]:
        """Writes progress down and announces it, not more often than a person can see."""
        last = 0.0
        told: asyncio.Task[None] | None = None

        def tell(progress: Progress) -> None:
            nonlocal last, told
            now = time.monotonic()
            if now - last < _TELL_SECONDS or (told and not told.done()):
                return
            last, told = now, asyncio.ensure_future(self._tell(place, progress))

        return tell

    async def _tell(self, place: tuple[str, int, int], progress: Progress) -> None:
        with contextlib.suppress(Exception):  # progress is a courtesy
            async with self._database.transaction() as connection:
                await connection.execute(
                    "update work set stage = %s, progress = %s"
                    " where (request, part, revision) = (%s, %s, %s) and state = 'running'",
                    [progress.stage, progress.overall, *place],
                )
                await requests.announce(connection, place[0])


async def _write_result(
    connection: Connection, place: tuple[str, int, int], file: File, blob: tuple[str, int, str]
) -> None:
    await connection.execute(
        "insert into result"
        " (request, part, revision, name, blob, size_bytes, sha256, media_type, width, height)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [*place, file.name, *blob, file.media_type, file.width, file.height],
    )


# ------------------------------------------------------------------------------------------------ the process


async def work(settings: Settings, *, child: bool = False) -> int:
    """Do jobs until told to stop; the exit code.

    A child of `serve` ends after idling, to be replaced by a fresh one, and when its parent is gone.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(signum, stop.set)
    async with at_work(settings) as (bench, jobs):
        reasons: list[asyncio.Task[Any]] = [asyncio.create_task(stop.wait())]
        if child:
            reasons.append(asyncio.create_task(_idle(bench, settings.worker.idle_seconds)))
            reasons.append(asyncio.create_task(_orphaned(os.getppid())))
        await asyncio.wait([jobs, *reasons], return_when=asyncio.FIRST_COMPLETED)
        for reason in reasons:
            reason.cancel()
    return 0


@asynccontextmanager
async def at_work(settings: Settings) -> AsyncIterator[tuple[Bench, asyncio.Task[None]]]:
    """A worker that does jobs inside the block, and finishes those in hand, within the grace, at its end."""
    engine_settings = replace(settings.engine, max_megapixels=settings.limits.megapixels)
    async with (
        opened(settings.database.url, settings.data, own=False) as database,
        Engine(engine_settings) as engine,
        Queue(database.conninfo, settings.queue) as queue,
    ):
        bench = Bench(database, Blobs.opened(settings.blobs.url, settings.data, database), queue, engine)
        queue.does_restore(bench.restore)
        queue.does_upkeep("recover", RECOVER_EVERY, queue.recover)
        concurrency = settings.engine.concurrency
        jobs = asyncio.create_task(
            queue.run([RESTORE], name=f"worker-{os.getpid()}", concurrency=concurrency)
        )
        seen = asyncio.create_task(_seen(database, engine))
        try:
            yield bench, jobs
        finally:
            jobs.cancel()
            seen.cancel()
            await asyncio.gather(jobs, seen, return_exceptions=True)


async def _seen(database: Database, engine: Engine) -> None:
    """Say every few seconds that this worker is there and which stages its networks serve."""
    name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(2)}"
    networks = {
        stage.name: all(
            model in engine.cards and engine.cards[model].path.is_file() for model in stage.models
        )
        for stage in STAGES
    }
    try:
        while True:
            with contextlib.suppress(Exception):  # without a database nobody reads it; it comes back
                await database.do(
                    "insert into worker (id, networks) values (%s, %s)"
                    " on conflict (id) do update set seen = now()",
                    *(name, Jsonb(networks)),
                )
            await asyncio.sleep(SEEN_SECONDS)
    finally:
        with contextlib.suppress(Exception):
            await database.do("delete from worker where id = %s", name)


async def _idle(bench: Bench, seconds: float) -> None:
    """Return when there was work, and then none for `seconds`."""
    while not (bench.done and not bench.busy and time.monotonic() - bench.last > seconds):  # noqa: ASYNC110 -- time
        await asyncio.sleep(min(5.0, seconds))


async def _orphaned(parent: int) -> None:
    """Return when the parent is gone: another one would start a worker of its own."""
    while os.getppid() == parent:  # noqa: ASYNC110 -- the system sends no event
        await asyncio.sleep(1)


def limit_memory(megabytes: int) -> None:
    """Cap this process's memory, so that a picture that eats it ends this process and not the machine.

    Counts what is written to (RLIMIT_DATA), not what is only reserved; and offers this process to the kernel
    first. Zero megabytes = three quarters of the machine's memory.
    """
    if sys.platform != "linux":
        return
    import resource

    pages, page_bytes = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    limit = megabytes * 1_000_000 or pages * page_bytes * 3 // 4
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")
