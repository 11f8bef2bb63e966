"""A running service for tests: real database, queue, blobs and engine, tiny networks, and a platform in
memory."""

from __future__ import annotations

import asyncio
import io
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from adapters.contract import Capabilities
from bot.process.app import Running, running
from bot.process.worker import WorkerTask, at_work
from bot.settings import Settings, load
from tests.doubles.loopback import Loopback
from tests.doubles.tiny_networks import tiny_networks
from tests.waiting import PATIENCE_SECONDS


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that a test may look at."""

    platform: Loopback
    service: Running
    settings: Settings
    task: WorkerTask | None

    async def at_rest(self) -> None:
        """Wait until the end of every request is written down, which comes just after it is shown."""
        under_way = "select count(*) from request where state in ('queued', 'running', 'restored')"
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self.value(under_way):  # noqa: ASYNC110 -- asked for what is written
                await asyncio.sleep(0.02)

    async def value(self, query: str, *values: object) -> object:
        """The first value of a query."""
        row = await self.service.database.row(query, *values)
        return row[0] if row else None


def jpeg(
    seed: int = 0, *, width: int = 96, height: int = 64, grey: bool = True, scratch: bool = False
) -> bytes:
    """A small photo, a different one for each seed."""
    rng = np.random.default_rng(seed)
    plane = np.cumsum(rng.normal(0, 3, (height, width)), axis=1) % 150 + 40
    pixels = np.repeat(plane[..., None], 1 if grey else 3, axis=2).astype(np.uint8)
    if not grey:
        pixels[..., 0] //= 2
    if scratch:
        pixels[:, width // 2] = 255
    buffer = io.BytesIO()
    Image.fromarray(pixels[..., 0] if grey else pixels).save(buffer, "jpeg", quality=90)
    return buffer.getvalue()


def environment(folder: Path, url: str = "", **more: str) -> dict[str, str]:
    """The environment of a service that keeps its things in `folder`; with a database of its own where no
    `url` is."""
    networks = {name: str(path) for name, path in tiny_networks(folder / "networks").items()}
    own = {
        "HEIRLOOM_DATA": str(folder / "data"),
        "HEIRLOOM_ENGINE_MODELS": json.dumps(networks),
        "HEIRLOOM_ENGINE_THREADS": "1",
        "HEIRLOOM_QUEUE_ALBUM_SECONDS": "0.6",
        "HEIRLOOM_QUEUE_STALLED_SECONDS": "3",
        "HEIRLOOM_QUEUE_GRACE_SECONDS": "3",
        **({"HEIRLOOM_DATABASE_URL": url} if url else {}),
    }
    measured = {key: value for key, value in os.environ.items() if key.startswith("COVERAGE_")}
    return {"PATH": os.environ["PATH"], "HOME": str(folder), **measured, **own, **more}


@asynccontextmanager
async def staged(
    folder: Path, url: str, capabilities: Capabilities | None = None, *, works: bool = True, **more: str
) -> AsyncIterator[Stage]:
    """A service with a worker in the same process, or with none."""
    environ = environment(folder, url, HEIRLOOM_WORKER_CHILDREN="0", **more)
    settings = load(environ)
    said: list[str] = []
    async with AsyncExitStack() as stack:
        platforms = {"loopback": lambda host: Loopback(host, capabilities)}
        service = await stack.enter_async_context(running(settings, environ, None, said.append, platforms))
        task = (await stack.enter_async_context(at_work(settings)))[0] if works else None
        platform = service.adapters["loopback"]
        assert isinstance(platform, Loopback)
        await platform.listening.wait()
        yield Stage(platform, service, settings, task)


Environment = Mapping[str, str]
