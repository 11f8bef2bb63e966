"""Workers, as they write down every few seconds that they are there."""

from __future__ import annotations

from collections.abc import Mapping

from bot.database import Database

ALIVE_SECONDS = 15.0
"""A worker that was not seen for this long is gone."""


async def alive(database: Database) -> tuple[Mapping[str, bool], ...]:
    """For each worker that is there: stage -> whether its networks serve it."""
    rows = await database.rows(
        "select networks from worker where seen > now() - make_interval(secs => %s)", ALIVE_SECONDS
    )
    return tuple(networks for (networks,) in rows)
