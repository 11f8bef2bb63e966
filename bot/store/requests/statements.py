"""Statements inside the caller's transaction."""

from __future__ import annotations

from typing import Any

from bot.store.database import Connection


async def lock(connection: Connection, *what: str) -> None:
    """Let nobody else work on the same things until this transaction ends.

    All processes take them in the same order, so that no two wait for each other.
    """
    await connection.execute(
        "select pg_advisory_xact_lock(number) from"
        " (select distinct hashtext(name) as number from unnest(%s::text[]) as name order by 1) as ordered",
        [list(what)],
    )


async def fetch_all(connection: Connection, query: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    return await (await connection.execute(query.encode(), values)).fetchall()
