"""The real service with nothing but a token, in processes of its own that can be killed."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.store.database import opened
from tests.postgres import reachable_folder
from tests.servers.telegram.server import Server
from tests.servers.telegram.world import World
from tests.services.running import environment
from tests.waiting import PATIENCE_SECONDS

ROOT = Path(__file__).parents[3]


class Household:
    """`heirloom serve` on a Bot API server, with PostgreSQL and a worker that it starts by itself."""

    def __init__(self, server: Server, folder: Path, **more: str) -> None:
        self.world, self.folder = server.world, folder
        own = {
            "HEIRLOOM_TELEGRAM_TOKEN": self.world.token,
            "HEIRLOOM_TELEGRAM_BASE_URL": server.base_url,
            "HEIRLOOM_TELEGRAM_BASE_FILE_URL": server.base_file_url,
            "HEIRLOOM_WEB_PORT": "0",
            "HEIRLOOM_QUEUE_STALLED_SECONDS": "2",
        }
        self._environ = environment(folder, **(own | more))
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; it listens some time later."""
        with (self.folder / "log").open("ab") as log, (self.folder / "said").open("ab") as said:
            words = (sys.executable, "-m", "bot.cli", "serve")
            self._process = await asyncio.create_subprocess_exec(
                *words, env=self._environ, cwd=ROOT, stdout=said, stderr=log, start_new_session=True
            )

    async def kill(self) -> None:
        """As a power cut does to the service: no handler runs."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """Stop it in an orderly way; its exit code."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self._process.wait()

    def log(self) -> str:
        """What it logged."""
        return (self.folder / "log").read_text("utf-8")

    def said(self) -> str:
        """What its operator reads."""
        return (self.folder / "said").read_text("utf-8")


@asynccontextmanager
async def household(world: World, **more: str) -> AsyncIterator[Household]:
    """One that is not started yet; whatever it left running is ended."""
    folder = reachable_folder()
    async with Server(world).running() as server:
        house = Household(server, folder, **more)
        try:
            yield house
        finally:
            await house.stop()
            async with opened("", folder / "data", own=True):  # ends what a killed one left running
                pass
            shutil.rmtree(folder)
