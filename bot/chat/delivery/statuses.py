"""The one message of a request that changes."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from adapters.contract import Adapter, Delayed, Refused, Status
from bot.chat import wording
from bot.messages import Catalogue
from bot.observability.metrics import Metrics
from bot.store import records
from bot.store.database import Database
from bot.store.deliveries import Deliveries
from bot.store.records import RequestRecord
from bot.store.states import State

log = logging.getLogger(__name__)


class Statuses:
    """Shows statuses, for the adapters that this process holds."""

    def __init__(self, database: Database, metrics: Metrics, adapters: Mapping[str, Adapter]) -> None:
        self._database = database
        self._metrics = metrics
        self._adapters = adapters
        self._deliveries = Deliveries(database)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def show(self, request: str) -> float | None:
        """Bring a request's status message up to date; how long to wait where the platform says so, else
        None."""
        async with self.alone(request):
            record = await records.one(self._database, request)
            if record is None or record.adapter not in self._adapters or record.state.final:
                return None
            adapter = self._adapters[record.adapter]
            if record.status_message is not None and not adapter.capabilities.edits:
                return None
            if record.state is State.RESTORED and await self._deliveries.begun(record, "status"):
                return None  # the last status was shown, and an outage or a kill kept that from being noted
            catalogue = Catalogue(record.language)
            waits = record.state is State.QUEUED
            place = (await records.places(self._database, [record.id])).get(record.id) if waits else None
            status = self.made(
                record,
                wording.waiting_text(catalogue, record, place),
                progress=record.progress if record.state is State.RUNNING else None,
                buttons=wording.buttons(catalogue, record, can_color=False, files=False),
            )
            if status.key == record.status_key:
                return None
            try:
                await self.update(adapter, status)
            except Delayed as problem:
                self._metrics.sent(adapter.name, "status", "delayed")
                return problem.seconds
            except Refused as problem:
                log.info("A status was refused: %s", problem)
                self._metrics.sent(adapter.name, "status", "refused")
        return None

    def made(self, record: RequestRecord, text: str, **more: Any) -> Status:
        """A status; `more` is the rest of its fields."""
        content = f"{record.state} {text} {more.get('progress')} {record.revision}"
        key = f"{record.id}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
        return Status(
            key=key,
            request=record.id,
            to=record.destination,
            message=record.status_message,
            state=record.state,
            text=text,
            revision=record.revision,
            **more,
        )

    async def update(self, adapter: Adapter, status: Status) -> None:
        """Show a status, and write down that it was shown; raises as `Adapter.update`."""
        message = await adapter.update(status)
        self._metrics.sent(adapter.name, "status", "sent")
        await self._deliveries.shown(status.request, message, status.key)

    @asynccontextmanager
    async def alone(self, request: str) -> AsyncIterator[None]:
        """One thing at a time for each request, so that a late progress never overtakes the end."""
        lock = self._locks.setdefault(request, asyncio.Lock())
        async with lock:
            yield
