"""Statements inside the caller's transaction."""

from __future__ import annotations

from typing import Any

from bot.database import Connection


async def lock(connection: Connection, what: str) -> None:
    """Let nobody else work on the same thing until this transaction ends."""
    await connection.execute("select pg_advisory_xact_lock(hashtext(%s))", [what])


async def fetch_all(connection: Connection, query: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    return await (await connection.execute(query.encode(), values)).fetchall()
