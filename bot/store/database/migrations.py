"""Tables: `bot/store/sql/NNN_name.sql` in the order of their numbers, each once, under one lock for all
processes."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, cast

import psycopg
from procrastinate.schema import SchemaManager

from bot.errors import BotError

_LOCK = 0x4845_4952_4C4F_4F4D
"""Key of the advisory lock: "HEIRLOOM"."""


def steps() -> dict[int, str]:
    """The SQL of each migration by its number."""
    files = [file for file in resources.files("bot.store.sql").iterdir() if file.name.endswith(".sql")]
    return {int(file.name.partition("_")[0]): file.read_text("utf-8") for file in files}


async def migrate(conninfo: str) -> None:
    """Bring the database to what this Heirloom knows; many processes at once do it one after another.

    Raises:
        BotError: a newer Heirloom was here.
    """
    known = steps()
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as connection:
        await connection.execute("select pg_advisory_lock(%s)", [_LOCK])  # let go when the connection closes
        await _queue_tables(connection)
        await connection.execute("create table if not exists heirloom_version (version integer primary key)")
        found = await (await connection.execute("select max(version) from heirloom_version")).fetchone()
        at = (found[0] if found else None) or 0
        if at > max(known):
            raise BotError("database.newer", found=at, known=max(known))
        for number in sorted(known):
            if number > at:
                async with connection.transaction():
                    await connection.execute(known[number].encode())
                    await connection.execute("insert into heirloom_version (version) values (%s)", [number])


async def _queue_tables(connection: psycopg.AsyncConnection[Any]) -> None:
    """The queue's own tables: its whole schema at first, later the steps that a newer release brings."""
    folder = resources.files("procrastinate.sql.migrations")
    steps = [file for file in folder.iterdir() if file.name.endswith(".sql")]
    steps.sort(key=lambda step: step.name)
    await connection.execute("create table if not exists heirloom_queue_step (name text primary key)")
    async with connection.transaction():
        if not await _exists(connection, "procrastinate_jobs"):
            await connection.execute(SchemaManager.get_schema())
            missing: list[Traversable] = []
        else:
            done = {
                name
                for (name,) in await (
                    await connection.execute("select name from heirloom_queue_step")
                ).fetchall()
            }
            missing = [step for step in steps if step.name not in done]
        for step in missing:
            await connection.execute(step.read_bytes())
        for step in steps:
            await connection.execute(
                "insert into heirloom_queue_step values (%s) on conflict do nothing", [step.name]
            )


async def _exists(connection: psycopg.AsyncConnection[Any], table: str) -> bool:
    found = await (
        await connection.execute("select to_regclass(%s) is not null as there", [table])
    ).fetchone()
    return bool(found and cast("tuple[bool]", found)[0])
