"""`heirloom worker`: the process that alone decodes photographs and runs networks."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from bot.observability.traced import traced
from bot.process.worker.task import WorkerTask
from bot.queue.jobs import RECOVER_EVERY, Queue
from bot.settings import Settings
from bot.store import workers
from bot.store.blobs import Blobs
from bot.store.database import opened
from bot.store.jobs import RESTORE
from restoration.engine import Engine
from restoration.recipe import Look, look_of
from restoration.stages import STAGES


async def work(settings: Settings, *, child: bool = False) -> int:
    """Do jobs until told to stop; the exit code.

    A child of `serve` ends after idling, to be replaced by a fresh one, and when its parent is gone.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(signum, stop.set)
    async with at_work(settings) as (task, jobs):
        reasons: list[asyncio.Task[Any]] = [asyncio.create_task(stop.wait())]
        if child:
            reasons.append(asyncio.create_task(_idle(task, settings.worker.idle_seconds)))
            reasons.append(asyncio.create_task(_orphaned(os.getppid())))
        await asyncio.wait([jobs, *reasons], return_when=asyncio.FIRST_COMPLETED)
        for reason in reasons:
            reason.cancel()
    return 0


@asynccontextmanager
async def at_work(settings: Settings) -> AsyncIterator[tuple[WorkerTask, asyncio.Task[None]]]:
    """A worker that does jobs inside the block, and finishes those in hand, within the grace, at its end."""
    look = look_of(settings.engine.look, automatic=Look.LIVELY)
    engine_settings = replace(settings.engine, max_megapixels=settings.limits.megapixels, look=str(look))
    async with (
        traced(settings.tracing, "worker") as traces,
        opened(settings.database.url, settings.data, own=False) as database,
        Engine(engine_settings) as engine,
        Queue(database.conninfo, settings.queue, traces) as queue,
    ):
        blobs = await Blobs.opened(settings.blobs.url, settings.data, database)
        task = WorkerTask(database, blobs, queue, engine)
        queue.does_restore(task.restore)
        queue.does_maintenance("recover", RECOVER_EVERY, queue.recover)
        concurrency = settings.engine.concurrency
        jobs = asyncio.create_task(
            queue.run([RESTORE], name=f"worker-{os.getpid()}", concurrency=concurrency)
        )
        seen = asyncio.create_task(workers.report(database, _networks(engine)))
        try:
            yield task, jobs
        finally:
            jobs.cancel()
            seen.cancel()
            await asyncio.gather(jobs, seen, return_exceptions=True)


def _networks(engine: Engine) -> dict[str, bool]:
    """For each stage, whether its networks are there."""
    return {
        stage.name: all(
            model in engine.cards and engine.cards[model].path.is_file() for model in stage.models
        )
        for stage in STAGES
    }


async def _idle(task: WorkerTask, seconds: float) -> None:
    """Return when there was work, and then none for `seconds`."""
    while not (task.done and not task.busy and time.monotonic() - task.last > seconds):  # noqa: ASYNC110 -- time
        await asyncio.sleep(min(5.0, seconds))


async def _orphaned(parent: int) -> None:
    """Return when the parent is gone: another one would start a worker of its own."""
    while os.getppid() == parent:  # noqa: ASYNC110 -- the system sends no event
        await asyncio.sleep(1)
