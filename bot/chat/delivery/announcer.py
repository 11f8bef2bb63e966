"""Keeps the status messages up to date, each no faster than its platform likes, from the feed of changes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from adapters.contract import Adapter
from bot.chat.delivery import Statuses
from bot.store import records
from bot.store.database import Database
from bot.store.feed import Feed
from bot.store.outages import DatabaseAway
from bot.store.requests.announcements import Announcement

log = logging.getLogger(__name__)


class Announcer:
    """One short-lived task for each request that changes."""

    def __init__(
        self, database: Database, feed: Feed, statuses: Statuses, adapters: Mapping[str, Adapter]
    ) -> None:
        self._database = database
        self._feed = feed
        self._statuses = statuses
        self._kept_up = {
            name: adapter for name, adapter in adapters.items() if not adapter.capabilities.keeps_pictures
        }
        self._changed: set[str] = set()
        self._shown: dict[str, asyncio.Task[None]] = {}
        self._gap = asyncio.Event()

    async def run(self) -> None:
        """Announce until cancelled. After a start or a gap in the feed, everything open is looked at."""
        with self._feed.listening(self._note):
            try:
                while True:
                    await self._gap.wait()
                    self._gap.clear()
                    await self._look_at_all()
            finally:
                for task in self._shown.values():
                    task.cancel()
                await asyncio.gather(*self._shown.values(), return_exceptions=True)

    def _note(self, change: Announcement) -> None:
        if not change.request:
            self._gap.set()
        elif change.adapter in self._kept_up:
            self._mark(change.adapter, change.request)

    def _mark(self, adapter: str, request: str) -> None:
        self._changed.add(request)
        if request not in self._shown:
            task = asyncio.create_task(self._show(request, self._kept_up[adapter].capabilities.edit_seconds))
            self._shown[request] = task
            task.add_done_callback(lambda _: self._shown.pop(request, None))

    async def _show(self, request: str, pause_seconds: float) -> None:
        while request in self._changed:
            self._changed.discard(request)
            try:
                wait = await self._statuses.show(request)
            except DatabaseAway:
                log.warning("A status is shown later: the database does not answer")
                wait = 1.0
            except Exception:
                log.exception("A status could not be shown")
                wait = None
            if wait is not None:
                self._changed.add(request)
            await asyncio.sleep(max(wait or 0.0, pause_seconds))

    async def _look_at_all(self) -> None:
        try:
            for adapter in self._kept_up:
                for request in await records.still_open(self._database, adapter):
                    self._mark(adapter, request)
        except DatabaseAway:
            await asyncio.sleep(1)
            self._gap.set()
