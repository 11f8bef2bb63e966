"""The task `fetch`: photos that lie on a platform come here."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.contract import Adapter, Delayed, Refused
from bot.chat.limits import check_photo
from bot.errors import BotError
from bot.observability.logs import bound
from bot.queue.retries import later
from bot.store import requests
from bot.store.blobs import Blobs
from bot.store.database import Database
from bot.store.jobs import Jobs
from bot.store.requests import Kept, Rules, ToFetch, WorkKey
from restoration.errors import CodedError


class Fetching:
    """Fetches, for the adapters that this process holds."""

    def __init__(
        self, database: Database, blobs: Blobs, jobs: Jobs, rules: Rules, adapters: Mapping[str, Adapter]
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._jobs = jobs
        self._rules = rules
        self._adapters = adapters

    async def fetch(self, request: str, part: int, revision: int, attempts: int) -> None:
        """The task `fetch`: download a photo that an event referred to, look at its header, queue the work on
        it.

        Raises:
            Later: it may succeed later.
        """
        key = WorkKey(request, part, revision)
        source = await requests.to_fetch(self._database, key)
        if source is None:
            return
        with bound(request=request, part=part):
            try:
                kept = await self._download(self._adapters[source.adapter], source)
                await requests.fetched(self._database, self._jobs, key, source, kept)
            except Refused as problem:
                await requests.fail(self._database, self._jobs, key, self._refused(problem, source))
            except Exception as problem:
                again = later(problem, attempts + 1, self._rules.queue.attempts)
                if again:
                    raise again from problem
                await requests.fail(self._database, self._jobs, key, _reason(problem))

    async def _download(self, adapter: Adapter, source: ToFetch) -> Kept:
        data = await adapter.fetch(source.reference, int(self._rules.limits.megabytes * 1e6))
        media_type = check_photo(data, self._rules.limits)  # what is no photo is not kept
        return Kept(await self._blobs.put(data), media_type)

    def _refused(self, problem: Refused, source: ToFetch) -> CodedError:
        if problem.reason != "too_large":
            return BotError("work.file_gone")
        limit_bytes = self._adapters[source.adapter].capabilities.download_limit_bytes
        return BotError(
            "refused.too_large", limit=round(min(self._rules.limits.megabytes, limit_bytes / 1e6), 1)
        )


def _reason(problem: Exception) -> CodedError:
    """Why a photo that was given up could not be fetched."""
    if isinstance(problem, CodedError):
        return problem
    return BotError("work.file_gone") if isinstance(problem, Delayed) else BotError("work.failed")
