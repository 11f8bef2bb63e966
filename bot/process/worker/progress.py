"""How far a work is: written down and announced, not more often than a person can see."""

from __future__ import annotations

import asyncio
import contextlib
import time

from bot.store import requests
from bot.store.database import Database
from restoration.report import Progress

Place = tuple[str, int, int]
"""A work: its request, part and revision."""

_TELL_SECONDS = 0.4
"""Least time between two tellings of progress."""


class Teller:
    """Tells of one work."""

    def __init__(self, database: Database, place: Place) -> None:
        self._database = database
        self._place = place
        self._last = 0.0
        self._told: asyncio.Task[None] | None = None

    def __call__(self, progress: Progress) -> None:
        """Tell, unless that was just done."""
        now = time.monotonic()
        if now - self._last < _TELL_SECONDS or (self._told and not self._told.done()):
            return
        self._last, self._told = now, asyncio.ensure_future(self._tell(progress))

    async def _tell(self, progress: Progress) -> None:
        with contextlib.suppress(Exception):  # progress is a courtesy
            async with self._database.transaction() as connection:
                await connection.execute(
                    "update work set stage = %s, progress = %s"
                    " where (request, part, revision) = (%s, %s, %s) and state = 'running'",
                    [progress.stage, progress.overall, *self._place],
                )
                await requests.announce(connection, self._place[0])
