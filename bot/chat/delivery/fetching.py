"""The task `fetch`: photos that lie on a platform come here."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from adapters.contract import Adapter, Delayed, Reference, Refused
from bot.chat.delivery.patience import log_delay
from bot.chat.limits import check_photo
from bot.errors import FileGone, FileTooLarge, WorkFailed
from bot.observability.logs import bound
from bot.queue.jobs import OUTAGE_SECONDS, PATIENCE, Later, Queue
from bot.store import requests
from bot.store.blobs import Blobs
from bot.store.database import OUTAGE, Database
from bot.store.requests import Kept, Problem, Rules
from restoration.errors import CodedError

log = logging.getLogger(__name__)


class Fetching:
    """Fetches, for the adapters that this process holds."""

    def __init__(
        self, database: Database, blobs: Blobs, queue: Queue, rules: Rules, adapters: Mapping[str, Adapter]
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._queue = queue
        self._rules = rules
        self._adapters = adapters

    async def fetch(self, request: str, part: int, revision: int, attempts: int) -> None:
        """The task `fetch`: download a photo that an event referred to, look at its header, queue the work on
        it.

        Raises:
            Later: the platform does not give it now.
        """
        row = await self._database.row(
            "select r.adapter, p.reference, r.sender from part p join request r on r.id = p.request"
            " join work w on (w.request, w.part) = (p.request, p.number)"
            " where p.request = %s and p.number = %s and w.revision = %s and w.done is null"
            " and p.reference is not null",
            *(request, part, revision),
        )
        if row is None:
            return
        adapter_name, reference, sender = row
        adapter = self._adapters[adapter_name]
        limit = int(self._rules.limits.megabytes * 1e6)
        with bound(request=request, part=part):
            try:
                data = await adapter.fetch(Reference(reference["id"], reference["details"]), limit)
                media_type = check_photo(data, self._rules.limits)  # what is no photo is not kept
                kept = Kept(await self._blobs.put(data), media_type)
            except Delayed as problem:
                log_delay(problem, attempts, self._rules.queue)
                if attempts < self._rules.queue.attempts * PATIENCE:
                    raise Later(problem.seconds) from problem
                await self._fail(request, part, revision, FileGone())
            except Refused as problem:
                allowed = min(limit, adapter.capabilities.download_limit_bytes)
                too_large = FileTooLarge(limit=round(allowed / 1e6, 1))
                await self._fail(
                    request, part, revision, too_large if problem.reason == "too_large" else FileGone()
                )
            except CodedError as problem:
                await self._fail(request, part, revision, problem)
            except OUTAGE as problem:
                if attempts < self._rules.queue.attempts * PATIENCE:
                    raise Later(OUTAGE_SECONDS) from problem
                await self._fail(request, part, revision, WorkFailed())
            except Exception as problem:
                if attempts + 1 < self._rules.queue.attempts:
                    log.exception("Fetched again later")
                    raise Later() from problem
                log.exception("Not fetched")
                await self._fail(request, part, revision, WorkFailed())
            else:
                await self._fetched(adapter_name, sender, (request, part, revision), kept)

    async def _fetched(self, adapter: str, sender: str, place: tuple[str, int, int], kept: Kept) -> None:
        async with self._database.transaction() as connection:
            if await requests.keep_original(connection, place[0], place[1], kept):
                unfinished = await requests.unfinished(connection, adapter, sender)
                await self._queue.restore(connection, *place, priority=-unfinished)
                await requests.announce(connection, place[0])

    async def _fail(self, request: str, part: int, revision: int, problem: CodedError) -> None:
        async with self._database.transaction() as connection:
            known = Problem(problem.code, dict(problem.parameters))
            if await requests.fail(connection, request, part, revision, known):
                await requests.settle(connection, self._queue, request)
                await requests.announce(connection, request)
