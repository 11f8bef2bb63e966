"""The web chat over the real service, for tests: PostgreSQL, queue, engine with tiny networks, a worker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from adapters.web.adapter import WebAdapter
from bot.process.app import opened_adapters, running
from bot.process.worker import at_work
from bot.settings import load
from tests.services.running import environment
from tests.waiting import PATIENCE_SECONDS


@asynccontextmanager
async def web_service(
    folder: Path, url: str, *, works: bool = True, **more: str
) -> AsyncIterator[WebAdapter]:
    """The page, listening; `works` = with a worker, in the same process."""
    environ = environment(folder, url, **{"HEIRLOOM_WEB_PORT": "0", "HEIRLOOM_WORKER_CHILDREN": "0"} | more)
    settings = load(environ)
    async with AsyncExitStack() as stack:
        platforms = opened_adapters(settings)
        service = await stack.enter_async_context(
            running(settings, environ, None, lambda line: None, platforms)
        )
        if works:
            await stack.enter_async_context(at_work(settings))
        page = service.adapters["web"]
        assert isinstance(page, WebAdapter)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await page.listening()
        yield page
