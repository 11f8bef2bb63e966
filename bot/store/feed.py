"""Changes of requests as they happen, from PostgreSQL's NOTIFY to whoever listens in this process."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator

import psycopg

from bot.store.requests import CHANNEL, announced
from bot.store.requests.announcements import Announcement

log = logging.getLogger(__name__)

Listener = Callable[[Announcement], None]


class Feed:
    """Listens on a connection of its own, and makes a new one when that breaks."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo
        self._listeners: set[Listener] = set()

    @contextlib.contextmanager
    def listening(self, listener: Listener) -> Iterator[None]:
        """Tell `listener` of every change inside."""
        self._listeners.add(listener)
        try:
            yield
        finally:
            self._listeners.discard(listener)

    async def run(self) -> None:
        """Listen until cancelled."""
        wait = 0.1
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self._conninfo, autocommit=True
                ) as connection:
                    await connection.execute(f"listen {CHANNEL}".encode())
                    wait = 0.1
                    self._tell(Announcement())
                    async for notice in connection.notifies():
                        self._tell(announced(notice.payload))
            except psycopg.OperationalError as problem:
                log.warning("The feed of changes broke and is taken up again: %s", type(problem).__name__)
            await asyncio.sleep(wait)
            wait = min(5.0, wait * 2)

    def _tell(self, change: Announcement) -> None:
        for listener in tuple(self._listeners):
            listener(change)
