"""Whether the service can restore a photo now."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.store import workers
from bot.store.database import Database


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
                there = await workers.alive(self._database)
                serving = await self._database.row(
                    "select count(*) from procrastinate_workers"
                    " where last_heartbeat > now() - make_interval(secs => %s)",
                    self._stalled_seconds,
                )
        except Exception:
            return {"database": False, "queue": False, "worker": False, "networks": False}
        served = {stage for networks in there for stage, there in networks.items() if there}
        wanted = {stage for networks in there for stage in networks}
        return {
            "database": True,
            "queue": bool(serving and serving[0] > len(there)),  # the workers', and this process's own
            "worker": bool(there),
            "networks": bool(there) and served == wanted,
        }
