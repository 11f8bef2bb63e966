"""What becomes of a request that was taken: adjusted, cancelled, moved, deleted."""

from __future__ import annotations

from psycopg.types.json import Jsonb

from adapters.contract import Json
from bot.store.blobs import keep
from bot.store.database import Connection
from bot.store.jobs import Jobs
from bot.store.requests.announcements import announce
from bot.store.requests.quotas import charge
from bot.store.requests.statements import fetch_all, lock
from bot.store.requests.values import Rules
from bot.store.requests.works import stop_works
from bot.store.wishes import Wanted


async def adjust(
    connection: Connection, queue: Jobs, rules: Rules, request: str, wanted: dict[int, Wanted]
) -> int | None:
    """Queue new work for some parts of a request; its number, None where the request is gone.

    What is still under way for those parts is stopped: the newer wish counts.

    Raises:
        Refused: a limit is reached.
    """
    rows = await fetch_all(
        connection, "select adapter, sender, revision from request where id = %s for update", [request]
    )
    if not rows:
        return None
    adapter, sender, revision = rows[0]
    await lock(connection, f"person {adapter} {sender}")
    await charge(connection, rules, adapter, sender, len(wanted))
    await stop_works(connection, queue, request)
    revision += 1
    for part, wish in wanted.items():
        await connection.execute(
            "insert into work (request, part, revision, wishes) values (%s, %s, %s, %s)",
            [request, part, revision, Jsonb(wish.to_json())],
        )
        await connection.execute(
            "update part set revision = %s where request = %s and number = %s", [revision, request, part]
        )
        if wish.mask:
            await keep(connection, wish.mask)
        await queue.restore(
            connection, request, part, revision, priority=1
        )  # a person waits for a small change
    await connection.execute(
        "update request set revision = %s, state = 'queued', changed = now(), expires = now() + %s,"
        " status_key = null where id = %s",
        [revision, rules.kept, request],
    )
    await announce(connection, request)
    return int(revision)


async def renew_context(connection: Connection, request: str, context: Json) -> None:
    """What the adapter needs to answer is what came with the last press, which may reach further."""
    await connection.execute("update request set context = %s where id = %s", [Jsonb(dict(context)), request])


async def move(connection: Connection, adapter: str, chat: str, to: str) -> None:
    """Take everything of a chat along to its new id; the ids of its messages are forgotten."""
    await connection.execute(
        "update request set chat = %s, answers = '', status_message = null, status_key = null"
        " where adapter = %s and chat = %s",
        [to, adapter, chat],
    )
    await connection.execute(
        "update delivery set messages = '[]'"
        " where request in (select id from request where adapter = %s and chat = %s)",
        [adapter, to],
    )
    await connection.execute("delete from seen_photo where adapter = %s and chat = %s", [adapter, chat])
    for table, key in (("chat", "chat"), ("access", "id")):
        settled = f"select 1 from {table} there where there.adapter = %s and there.{key} = %s"  # noqa: S608 -- ours
        await connection.execute(
            f"update {table} set {key} = %s where adapter = %s and {key} = %s"  # noqa: S608 -- ours
            f" and not exists ({settled})".encode(),
            [to, adapter, chat, adapter, to],
        )


async def cancel(connection: Connection, queue: Jobs, request: str) -> bool:
    """Stop a request that is not done; false where it is, or gone."""
    changed = await connection.execute(
        "update request set state = 'cancelled', changed = now()"
        " where id = %s and state in ('queued', 'running', 'restored')",
        [request],
    )
    if changed.rowcount:
        await stop_works(connection, queue, request)
        await announce(connection, request)
    return bool(changed.rowcount)


async def delete(connection: Connection, queue: Jobs, request: str) -> bool:
    """Delete a request with photos, results and jobs; blobs go with the next sweep. False where it was
    gone."""
    await announce(connection, request)
    await stop_works(connection, queue, request)
    gone = await connection.execute("delete from request where id = %s", [request])
    return bool(gone.rowcount)
