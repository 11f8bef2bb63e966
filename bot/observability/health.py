"""Whether the service can restore a photo now."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.store import figures
from bot.store.database import Database
from bot.store.workers import alive


class Health:
    """Looks at the database, the queue's process, the workers and their networks."""

    def __init__(self, database: Database, stalled_seconds: float) -> None:
        """`stalled_seconds` is how long a queue's process may be silent, as the settings have it."""
        self._database = database
        self._stalled_seconds = stalled_seconds

    async def readiness(self) -> Mapping[str, bool]:
        """Each thing that photos need, by name: database, queue, worker, networks."""
        try:
            async with asyncio.timeout(3):
                workers = await alive(self._database)
                serving = await figures.serving(self._database, self._stalled_seconds)
        except Exception:
            return {"database": False, "queue": False, "worker": False, "networks": False}
        served = {stage for networks in workers for stage, works in networks.items() if works}
        wanted = {stage for networks in workers for stage in networks}
        return {
            "database": True,
            "queue": serving > len(workers),  # the workers', and this process's own
            "worker": bool(workers),
            "networks": bool(workers) and served == wanted,
        }
