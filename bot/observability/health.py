"""Whether the service can restore a photo now."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.database import Database


class Health:
    """Looks at the database, the queue's process, the workers and their networks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def readiness(self) -> Mapping[str, bool]:
        """Each thing that photos need, by name: database, queue, worker, networks."""
        try:
            async with asyncio.timeout(3):
                rows = await self._database.rows(
                    "select networks from worker where seen > now() - interval '15 seconds'"
                )
                serving = await self._database.row(
                    "select count(*) from procrastinate_workers"
                    " where last_heartbeat > now() - interval '15 seconds'"
                )
        except Exception:
            return {"database": False, "queue": False, "worker": False, "networks": False}
        served = {stage for (networks,) in rows for stage, there in networks.items() if there}
        wanted = {stage for (networks,) in rows for stage in networks}
        return {
            "database": True,
            "queue": bool(serving and serving[0] > len(rows)),  # the workers', and this process's own
            "worker": bool(rows),
            "networks": bool(rows) and served == wanted,
        }
