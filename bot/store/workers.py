"""Workers, as they write down every few seconds that they are there."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import secrets
import socket
import time
from collections.abc import Mapping, Sequence

from psycopg.types.json import Jsonb

from bot.store.batcher import Batcher
from bot.store.database import Database

_ALIVE = "select networks from worker where seen > now() - make_interval(secs => %(seconds)s)"

_REPORT = """
insert into worker (id, networks) values (%(id)s, %(networks)s) on conflict (id) do update set seen = now()
"""

_GONE = "delete from worker where id = %(id)s"

SEEN_SECONDS = 2.0
"""How often a worker says that it is there."""

ALIVE_SECONDS = 15.0
"""A worker that was not seen for this long is gone."""


async def alive(database: Database) -> list[Mapping[str, bool]]:
    """For each worker that is there: stage -> whether its networks serve it."""
    return await database.column(_ALIVE, seconds=ALIVE_SECONDS)


async def can(database: Database, stage: str) -> bool:
    """Whether some worker that is there has the networks of a stage."""
    return any(networks.get(stage, False) for networks in await alive(database))


class Abilities:
    """What the workers can do, for those who ask often: what they could a moment ago they still can."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._could: dict[str, float] = {}
        self._batcher: Batcher[str, bool] = Batcher(self._ask)

    async def can(self, stage: str) -> bool:
        """See `can`; true for as long as a worker's word counts as fresh."""
        now = time.monotonic()
        if now - self._could.get(stage, -math.inf) < SEEN_SECONDS:
            return True
        return await self._batcher.ask(stage)

    async def _ask(self, stages: Sequence[str]) -> Sequence[bool]:
        there = await alive(self._database)
        able = {stage: any(networks.get(stage, False) for networks in there) for stage in stages}
        now = time.monotonic()
        self._could.update({stage: now for stage, is_able in able.items() if is_able})
        return [able[stage] for stage in stages]


async def report(database: Database, networks: Mapping[str, bool]) -> None:
    """Say every few seconds that this process is a worker, and which stages its networks serve, until
    cancelled."""
    name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(2)}"
    try:
        while True:
            with contextlib.suppress(Exception):  # without a database nobody reads it; it comes back
                await database.run(_REPORT, id=name, networks=Jsonb(dict(networks)))
            await asyncio.sleep(SEEN_SECONDS)
    finally:
        with contextlib.suppress(Exception):
            await database.run(_GONE, id=name)
