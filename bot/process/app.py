"""The composition root of `heirloom serve`: settings in, one running service out, and an orderly end.

Everything that runs for as long as the service does is a task here. The first that ends by itself, or a
signal, ends all: first the intake, then the workers, then the queue, the connections, and at last the
database.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from adapters import ADAPTERS
from adapters.contract import Adapter, Host, Unusable
from bot import __version__
from bot.chat.delivery import Fetching, Replies, Statuses
from bot.chat.delivery.announcer import Announcer
from bot.chat.reader import ChatReader
from bot.chat.receiving import Service
from bot.errors import BotError
from bot.messages import Catalogue, closest, locales
from bot.messages.errors import Coded, error_sentence
from bot.observability.health import Health
from bot.observability.logs import configure
from bot.observability.metrics import Metrics
from bot.observability.port import metrics_port
from bot.observability.traced import traced
from bot.process.children import Child
from bot.process.maintenance import Maintenance
from bot.queue.jobs import MAINTENANCE, Queue
from bot.settings import Settings
from bot.store.blobs import Blobs
from bot.store.database import Database, opened
from bot.store.feed import Feed
from bot.store.jobs import adapter_queue
from bot.store.requests import Rules

log = logging.getLogger(__name__)

_JOBS_AT_ONCE = 32
"""Fetches and deliveries under way at the same time; they wait for networks, not for the processor."""

Open = Callable[[Host], Adapter]


@dataclass(frozen=True, slots=True)
class Running:
    """A service that is up.

    Attributes:
        adapters: by name.
        database: what it works on.
        metrics: its figures.
        maintenance: what it does now and then.
        children: its workers.
        tasks: everything that runs, in the order in which it is ended.
    """

    adapters: Mapping[str, Adapter]
    database: Database
    metrics: Metrics
    maintenance: Maintenance
    children: tuple[Child, ...]
    tasks: tuple[asyncio.Task[Any], ...]


async def serve(
    settings: Settings,
    environ: Mapping[str, str],
    config: Path | None,
    catalogue: Catalogue,
    say: Callable[[str], None],
) -> int:
    """Run the service until a signal; the exit code, 1 when something of it cannot run."""
    configure(settings.log)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(signum, stop.set)
    async with running(settings, environ, config, say, opened_adapters(settings)) as service:
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait([stopped, *service.tasks], return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        failed = [task.exception() for task in service.tasks if task.done() and not task.cancelled()]
    for problem in failed:
        if problem is not None:
            _tell(catalogue, problem)
    return 1 if failed else 0


def _tell(catalogue: Catalogue, problem: BaseException) -> None:
    """Log what ended something: a sentence where there is one for it."""
    if hasattr(problem, "code") and hasattr(problem, "parameters"):
        log.error("%s", error_sentence(catalogue, cast("Coded", problem)))
    else:
        log.error("The service ends", exc_info=problem)


def opened_adapters(settings: Settings) -> dict[str, Open]:
    """How to open each platform that is switched on.

    Raises:
        BotError: none is.
    """
    chosen = {entry.name: entry for entry in ADAPTERS if settings.platforms[entry.name].enabled}
    if not chosen:
        raise BotError("settings.no_platform", platforms=", ".join(entry.name for entry in ADAPTERS))

    def opener(name: str) -> Open:
        def open_it(host: Host) -> Adapter:
            try:
                return chosen[name].open(settings.platforms[name], host)
            except ImportError as problem:
                raise BotError(
                    "settings.no_extra", platform=name, extra=chosen[name].extra or name
                ) from problem

        return open_it

    return {name: opener(name) for name in chosen}


@asynccontextmanager
async def running(
    settings: Settings,
    environ: Mapping[str, str],
    config: Path | None,
    say: Callable[[str], None],
    platforms: Mapping[str, Open],
) -> AsyncIterator[Running]:
    """A service that runs inside the block.

    Raises:
        BotError: it cannot be started.
    """
    rules = Rules(settings.queue, settings.limits, settings.retention)
    metrics = Metrics()
    async with (
        traced(settings.tracing, "serve") as traces,
        opened(settings.database.url, settings.data, own=True) as database,
        Queue(database.conninfo, settings.queue, traces) as queue,
    ):
        blobs = await Blobs.opened(settings.blobs.url, settings.data, database)
        feed, health = Feed(database.conninfo), Health(database, settings.queue.stalled_seconds)
        catalogue = Catalogue(closest(locales(environ))).preferring(settings.messages.language)

        def host(name: str) -> Host:
            return Host(
                reader=ChatReader(name, database, blobs, feed, metrics, health, settings.retention.hours),
                folder=_private(settings.data / name),
                limit_bytes=int(settings.limits.megabytes * 1e6),
                version=__version__,
                say=say,
                language=catalogue.language,
            )

        adapters = {name: open_it(host(name)) for name, open_it in platforms.items()}
        service = Service(database, blobs, queue, rules, metrics)
        statuses = Statuses(database, metrics, adapters)
        queue.does_fetch(Fetching(database, blobs, queue, rules, adapters).fetch)
        queue.does_deliver(Replies(database, blobs, rules, metrics, adapters, statuses).deliver)
        maintenance = Maintenance(database, blobs, queue, rules, metrics)
        maintenance.register()
        children = tuple(
            Child(environ, config, settings.queue.grace_seconds, metrics.worker_begun)
            for _ in range(settings.worker.children)
        )
        left = set(adapters)
        queues = [*(adapter_queue(name) for name in adapters), MAINTENANCE]
        work: list[Coroutine[Any, Any, Any]] = [
            *(_listening(adapter, service, catalogue, left) for adapter in adapters.values()),
            *(child.run() for child in children),
            queue.run(queues, name="serve", concurrency=_JOBS_AT_ONCE),
            Announcer(database, feed, statuses, adapters).run(),
            feed.run(),
            *([metrics_port(settings.metrics, metrics, health)] if settings.metrics.port else []),
        ]
        tasks = tuple(asyncio.create_task(each) for each in work)
        try:
            yield Running(adapters, database, metrics, maintenance, children, tasks)
        finally:
            await _ended(tasks, len(adapters), len(children))
            await service.finished()


async def _listening(adapter: Adapter, service: Service, catalogue: Catalogue, left: set[str]) -> None:
    """Listen on one platform. What an operator has to mend there is told and the others go on; `left` names
    those that do.

    Raises:
        Unusable: there is no other.
    """
    try:
        await adapter.run(service.ear(adapter))
    except Unusable as problem:
        left.discard(adapter.name)
        if not left:
            raise
        _tell(catalogue, problem)
        await asyncio.Event().wait()


async def _ended(tasks: tuple[asyncio.Task[Any], ...], adapters: int, children: int) -> None:
    """End the intake, then the workers, then what is left."""
    groups = {
        "intake": tasks[:adapters],
        "workers": tasks[adapters : adapters + children],
        "queue": tasks[adapters + children :],
    }
    for name, group in groups.items():
        for task in group:
            task.cancel()
        await asyncio.gather(*group, return_exceptions=True)
        log.info("Stopped: %s", name)


def _private(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise BotError(
            "settings.data", path=str(folder), reason=problem.strerror or type(problem).__name__
        ) from problem
    return folder
