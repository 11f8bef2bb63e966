"""Locks that last as long as a transaction."""

from __future__ import annotations

from bot.store.database import Connection, run

_LOCK = """
select pg_advisory_xact_lock(number)
from (select distinct hashtext(name) as number from unnest(%(names)s::text[]) as name order by 1) as ordered
"""


async def lock(connection: Connection, *names: str) -> None:
    """Let nobody else work on the same things until this transaction ends.

    All processes take them in the same order, so that no two wait for each other.
    """
    await run(connection, _LOCK, names=list(names))
