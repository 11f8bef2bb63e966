"""Looking at the database from outside: whether it answers, what it is, and what waits in it. Nothing is
started, made or changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psycopg
from psycopg.rows import TupleRow

from bot.errors import BotError, DatabaseUnreachable
from bot.store.database.migrations import steps
from bot.store.database.place import MAJOR, place

_CONNECT_SECONDS = 5


class Presence(StrEnum):
    """Whether there is a database."""

    ANSWERS = "answers"
    RESTING = "resting"  # the embedded one, whose server does not run
    ABSENT = "absent"  # the embedded one, not made yet


@dataclass(frozen=True, slots=True)
class Waiting:
    """Jobs, by queue: how many wait, and whether anybody is there to do them.

    Attributes:
        jobs: how many are due, by queue; only queues with any.
        running: photos that are worked on.
        serves: whether a process that holds adapters shows signs of life.
        workers: how many workers do.
        silent_seconds: since the last sign of life of any worker; None = there was none in the last hour.
    """

    jobs: dict[str, int]
    running: int
    serves: bool
    workers: int
    silent_seconds: float | None


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen.

    Attributes:
        presence: whether there is one.
        folder: of the embedded one, empty for an operator's own.
        version: of PostgreSQL, such as "18.4".
        step: of the tables, 0 = there are none.
        known: the step that this Heirloom brings them to.
        waiting: what waits in it; None where the tables are not this Heirloom's.
    """

    presence: Presence
    folder: str = ""
    version: str = ""
    step: int = 0
    known: int = 0
    waiting: Waiting | None = None


async def look(url: str, data: Path) -> Look:
    """Look at the database for the settings `database.url` and the data folder.

    Raises:
        BotError: it cannot be used.
    """
    if url:
        return await _asked(url)
    where = place(data)
    if not where.cluster.exists():
        return Look(Presence.ABSENT, folder=str(where.folder))
    found = (where.cluster / "PG_VERSION").read_text("ascii").strip()
    if found != str(MAJOR):
        raise BotError("database.major", path=str(where.cluster), found=found, needed=MAJOR)
    try:
        return await _asked(where.conninfo)
    except DatabaseUnreachable:
        return Look(Presence.RESTING, folder=str(where.folder))


async def _asked(conninfo: str) -> Look:
    known = max(steps())
    try:
        async with await psycopg.AsyncConnection.connect(
            conninfo, autocommit=True, connect_timeout=_CONNECT_SECONDS
        ) as connection:
            version = str(connection.info.parameter_status("server_version")).split()[0]
            step = await _step(connection)
            waiting = await _waiting(connection) if step == known else None
            return Look(Presence.ANSWERS, "", version, step, known, waiting)
    except psycopg.OperationalError as problem:
        raise DatabaseUnreachable("database.unreachable", reason=reason_of(problem)) from None
    except psycopg.ProgrammingError as problem:
        if problem.sqlstate is not None:
            raise
        raise BotError(
            "database.address"
        ) from None  # the driver's words may quote the address, with a password


def reason_of(problem: psycopg.OperationalError) -> str:
    """The last line of what the driver says, which holds no password."""
    lines = str(problem).strip().splitlines()
    return lines[-1] if lines else type(problem).__name__


async def _step(connection: psycopg.AsyncConnection[TupleRow]) -> int:
    if (await _row(connection, "select to_regclass('heirloom_version')"))[0] is None:
        return 0
    return int((await _row(connection, "select coalesce(max(version), 0) from heirloom_version"))[0])


async def _waiting(connection: psycopg.AsyncConnection[TupleRow]) -> Waiting:
    jobs = await connection.execute(
        "select queue_name, count(*) from procrastinate_jobs where status = 'todo'"
        " and (scheduled_at is null or scheduled_at <= now()) group by queue_name"
    )
    running = "select count(*) from work where done is null and state = 'running'"
    alive = "select count(*) from worker where seen > now() - interval '15 seconds'"
    processes = (
        "select count(*) from procrastinate_workers where last_heartbeat > now() - interval '15 seconds'"
    )
    seen = "select extract(epoch from now() - max(seen)) from worker where seen > now() - interval '1 hour'"
    workers = int((await _row(connection, alive))[0])
    silent = (await _row(connection, seen))[0]
    return Waiting(
        jobs={queue: int(number) for queue, number in await jobs.fetchall()},
        running=int((await _row(connection, running))[0]),
        serves=int((await _row(connection, processes))[0]) > workers,
        workers=workers,
        silent_seconds=None if silent is None else float(silent),
    )


async def _row(connection: psycopg.AsyncConnection[TupleRow], query: str) -> TupleRow:
    """The one row of a query that has one whatever the tables hold."""
    row = await (await connection.execute(query.encode())).fetchone()
    return row or (None,)
