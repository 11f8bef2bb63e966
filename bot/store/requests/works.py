"""The works of a request: their originals, their failures, and what comes when all are done."""

from __future__ import annotations

from datetime import UTC, datetime

from psycopg.types.json import Jsonb

from adapters.contract import Reference
from bot.errors import BotError
from bot.store.blobs import keep
from bot.store.database import Connection
from bot.store.jobs import Jobs
from bot.store.requests.statements import fetch_all
from bot.store.requests.values import Kept, Problem


def original_columns(source: Kept | Reference | Problem) -> tuple[str | int | None, ...]:
    """The columns blob, sha256, size_bytes and media_type of a part."""
    if not isinstance(source, Kept):
        return None, None, None, None
    return source.blob.name, source.blob.sha256, source.blob.size_bytes, source.media_type


async def keep_original(connection: Connection, request: str, part: int, kept: Kept) -> bool:
    """Tie an original that was fetched to its part; false where the part is gone or has one."""
    changed = await connection.execute(
        "update part set blob = %s, sha256 = %s, size_bytes = %s, media_type = %s, reference = null"
        " where request = %s and number = %s and blob is null",
        [*original_columns(kept), request, part],
    )
    if changed.rowcount:
        await keep(connection, kept.blob.name)
    return bool(changed.rowcount)


async def fail(
    connection: Connection, request: str, part: int, revision: int, problem: Problem | BotError
) -> bool:
    """Set a work down as failed; false where it was done already. `settle` comes after."""
    changed = await connection.execute(
        "update work set state = 'failed', done = now(), error_code = %s, error_parameters = %s"
        " where (request, part, revision) = (%s, %s, %s) and done is null",
        [problem.code, Jsonb(dict(problem.parameters)), request, part, revision],
    )
    return bool(changed.rowcount)


async def settle(connection: Connection, queue: Jobs, request: str) -> None:
    """After a work of the request changed: when all are done, queue the delivery, for when the album is
    closed."""
    rows = await fetch_all(
        connection, "select adapter, revision, closes, state from request where id = %s for update", [request]
    )
    if not rows or rows[0][3] in ("delivered", "failed", "cancelled"):
        return
    adapter, revision, closes, _ = rows[0]
    ((waiting, running),) = await fetch_all(
        connection,
        "select count(*) filter (where done is null), count(*) filter (where state = 'running')"
        " from work where request = %s and revision = %s",
        [request, revision],
    )
    state = "restored" if not waiting else "running" if running else "queued"
    await connection.execute("update request set state = %s, changed = now() where id = %s", [state, request])
    if not waiting:
        await queue.deliver(
            connection, adapter, request, revision, at=closes if closes > datetime.now(UTC) else None
        )


async def stop_works(connection: Connection, queue: Jobs, request: str) -> None:
    """Cancel what is not done of a request, with its jobs."""
    rows = await fetch_all(
        connection,
        "update work set state = 'cancelled', done = now() where request = %s and done is null"
        " returning fetch_job, restore_job",
        [request],
    )
    await queue.cancel(connection, [job for row in rows for job in row if job is not None])
