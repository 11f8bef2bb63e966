"""The supervised child: `heirloom worker` in a process of its own, started again when it ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

log = logging.getLogger(__name__)

CHILD = "HEIRLOOM_CHILD"
"""Set for a worker that `serve` runs."""

_LONG_LIFE_SECONDS = 60.0
"""A child that lived for this long was well; the next one is started at once."""


class Child:
    """One worker process."""

    def __init__(
        self, environ: Mapping[str, str], config: Path | None, grace_seconds: float, begun: Callable[[], None]
    ) -> None:
        self._environ = {**environ, CHILD: "1"}
        self._words = [sys.executable, "-m", "bot.cli", "worker"]
        if config is not None:
            self._words += ["--config", str(config.absolute())]
        self._grace_seconds = grace_seconds
        self._begun = begun
        self.pid: int | None = None

    async def run(self) -> None:
        """Keep a worker running until cancelled; then let it finish what is in hand, within the grace."""
        wait = 0.5
        while True:
            began = time.monotonic()
            process = await asyncio.create_subprocess_exec(
                *self._words, env=self._environ, stdin=asyncio.subprocess.DEVNULL, start_new_session=True
            )
            self.pid = process.pid
            self._begun()
            try:
                code = await process.wait()
            except asyncio.CancelledError:
                await self._stop(process)
                raise
            wait = 0.5 if time.monotonic() - began > _LONG_LIFE_SECONDS else min(30.0, wait * 2)
            if code == 0:
                continue
            log.error("The worker ended with code %d; another one starts in %.1f s", code, wait)
            await asyncio.sleep(wait)

    async def _stop(self, process: asyncio.subprocess.Process) -> None:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(self._grace_seconds + 5):
                await process.wait()
        except TimeoutError:
            log.error("The worker does not stop and is killed")
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
