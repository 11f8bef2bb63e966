"""How far a work is: written down and announced, not more often than a person can see."""

from __future__ import annotations

import asyncio
import contextlib
import time

from bot.store import requests
from bot.store.database import Database
from bot.store.requests import WorkKey
from restoration.report import Progress

_PAUSE_SECONDS = 0.4
"""Least time between two reports."""


class ProgressReport:
    """Reports on one work."""

    def __init__(self, database: Database, key: WorkKey) -> None:
        self._database = database
        self._key = key
        self._last = 0.0
        self._writing: asyncio.Task[None] | None = None

    def __call__(self, progress: Progress) -> None:
        """Report, unless that was just done."""
        now = time.monotonic()
        if now - self._last < _PAUSE_SECONDS or (self._writing and not self._writing.done()):
            return
        self._last, self._writing = now, asyncio.ensure_future(self._write(progress))

    async def _write(self, progress: Progress) -> None:
        with contextlib.suppress(Exception):  # progress is a courtesy
            await requests.progress(self._database, self._key, progress.stage, progress.overall)
