"""Changes of requests, told to every process that listens."""

from __future__ import annotations

import json

from bot.store.database import Connection

CHANNEL = "heirloom"
"""Where changes of requests are announced, as JSON: adapter, chat, request."""


async def announce(connection: Connection, *requests: str) -> None:
    """Tell everybody, once this transaction commits, that requests changed."""
    await connection.execute(
        "select pg_notify(%s, json_build_object('adapter', adapter, 'chat', chat, 'request', id)::text)"
        " from request where id = any(%s)",
        [CHANNEL, list(requests)],
    )


def change(payload: str) -> tuple[str, str, str]:
    """Adapter, chat and request of an announcement."""
    said = json.loads(payload)
    return said["adapter"], said["chat"], said["request"]
