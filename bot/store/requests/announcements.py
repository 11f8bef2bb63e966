"""Changes of requests, announced to every process that listens."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bot.store.database import Connection, run

CHANNEL = "heirloom"

_ANNOUNCE = """
select pg_notify(%(channel)s, json_build_object('adapter', adapter, 'chat', chat, 'request', id)::text)
from request where id = any(%(requests)s)
"""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A request of a chat that changed; all three are empty after a gap, when anything may have changed."""

    adapter: str = ""
    chat: str = ""
    request: str = ""


async def announce(connection: Connection, *requests: str) -> None:
    """Tell every process, once this transaction commits, that requests changed."""
    await run(connection, _ANNOUNCE, channel=CHANNEL, requests=list(requests))


def announced(payload: str) -> Announcement:
    """What an announcement says."""
    return Announcement(**json.loads(payload))
