"""The database: an embedded PostgreSQL by default, the operator's by a URL; the same tables and the same
code."""

from __future__ import annotations

import asyncio
import contextlib
import selectors
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from psycopg.rows import TupleRow, kwargs_row, scalar_row, tuple_row
from psycopg_pool import AsyncConnectionPool

from bot.errors import BotError, DatabaseUnreachable
from bot.store.database.looking import reason_of
from bot.store.database.migrations import migrate
from bot.store.database.place import place
from bot.store.outages import DatabaseAway, database_outages

Connection = psycopg.AsyncConnection[TupleRow]
Row = tuple[Any, ...]
Record = TypeVar("Record")

_CONNECTIONS = 12
"""Most connections of one process for short transactions."""

CONNECT_SECONDS = 30.0
"""How long a server that does not answer is waited for."""


@dataclass(frozen=True, slots=True)
class Database:
    """A database that answers.

    Attributes:
        conninfo: as libpq reads it; may hold a password.
        pool: connections for short transactions.
        owned: whether this process runs the server.
        gate: as wide as the pool; it is waited for here because waiting in the pool starts a task each time.
    """

    conninfo: str
    pool: AsyncConnectionPool[Connection]
    owned: bool = False
    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_CONNECTIONS), repr=False)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        with database_outages():
            try:
                async with asyncio.timeout(self.pool.timeout):
                    await self.gate.acquire()
            except TimeoutError as problem:
                raise DatabaseAway("every connection is taken") from problem
            try:
                async with self.pool.connection() as connection:
                    yield connection
            finally:
                self.gate.release()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """A connection inside a transaction that commits at the end, and rolls back on an error."""
        async with self._connection() as connection, connection.transaction():
            yield connection

    @asynccontextmanager
    async def pipeline(self) -> AsyncIterator[Connection]:
        """As `transaction`, whose statements are not waited for where nobody reads their answers."""
        async with self._connection() as connection, connection.pipeline(), connection.transaction():
            yield connection

    async def records(self, make: Callable[..., Record], statement: str, **values: Any) -> list[Record]:
        """The rows of one statement, as `records` makes them, in a transaction of its own."""
        async with self._connection() as connection:
            return await records(connection, make, statement, **values)

    async def record(self, make: Callable[..., Record], statement: str, **values: Any) -> Record | None:
        """The first record, or None."""
        found = await self.records(make, statement, **values)
        return found[0] if found else None

    async def column(self, statement: str, **values: Any) -> list[Any]:
        """The first value of each row of one statement."""
        async with self._connection() as connection:
            return await column(connection, statement, **values)

    async def run(self, statement: str, **values: Any) -> int:
        """How many rows one statement changed."""
        async with self._connection() as connection:
            return await run(connection, statement, **values)

    async def snapshot(
        self, *questions: tuple[Callable[..., Any], str], values: Mapping[str, Any]
    ) -> list[list[Any]]:
        """The records of several statements, none of which waits for another.

        All of them see the same moment: what is written meanwhile is in none of their answers.
        """
        async with self._connection() as connection, connection.pipeline():
            await connection.execute(b"begin isolation level repeatable read read only")
            cursors = []
            for make, statement in questions:
                cursors.append(connection.cursor(row_factory=kwargs_row(make)))
                await cursors[-1].execute(statement.encode(), values)
            await connection.execute(b"commit")
            return [await cursor.fetchall() for cursor in cursors]

    async def rows(self, query: str, *values: Any) -> list[Row]:
        """All rows of any query; `values` fill its `%s`."""
        async with self._connection() as connection:
            cursor = await connection.execute(query.encode(), values or None)
            return await cursor.fetchall() if cursor.description else []

    async def row(self, query: str, *values: Any) -> Row | None:
        """The first row of any query, or None."""
        found = await self.rows(query, *values)
        return found[0] if found else None


async def records(
    connection: Connection, make: Callable[..., Record], statement: str, **values: Any
) -> list[Record]:
    """The rows of a statement inside the caller's transaction, each made by `make` of its columns by name;
    `values` fill the statement's `%(name)s`."""
    async with connection.cursor(row_factory=kwargs_row(make)) as cursor:
        await cursor.execute(statement.encode(), values or None)
        return await cursor.fetchall()


async def column(connection: Connection, statement: str, **values: Any) -> list[Any]:
    """The first value of each row of a statement inside the caller's transaction."""
    async with connection.cursor(row_factory=scalar_row) as cursor:
        await cursor.execute(statement.encode(), values or None)
        return await cursor.fetchall()


async def run(connection: Connection, statement: str, **values: Any) -> int:
    """How many rows a statement changed inside the caller's transaction; not known in a pipeline."""
    return (await connection.execute(statement.encode(), values or None)).rowcount


@asynccontextmanager
async def opened(url: str, data: Path, *, own: bool) -> AsyncIterator[Database]:
    """The database for the settings `database.url` and the data folder, with its tables.

    With `own`, the embedded server is started, unless another process owns it, and stopped at the end;
    without, it is only connected to. Nothing is started where there is a `url`.

    Raises:
        BotError: it cannot be started or reached, or its tables are a newer Heirloom's.
    """
    async with contextlib.AsyncExitStack() as stack:
        conninfo, owned = url, False
        if not url:
            where = place(data)
            conninfo = where.conninfo
            if own:
                owned = await stack.enter_async_context(_served(where))
        await _answering(conninfo)
        await migrate(conninfo)
        pool = AsyncConnectionPool(
            conninfo,
            connection_class=psycopg.AsyncConnection[TupleRow],
            kwargs={
                "row_factory": tuple_row,
                "application_name": "heirloom",
                "autocommit": True,  # one statement is a transaction; `begin` and `commit` would be two more
            },
            min_size=1,
            max_size=_CONNECTIONS,
            open=False,
            check=_alive,
        )
        await stack.enter_async_context(pool)
        yield Database(conninfo, pool, owned)


@asynccontextmanager
async def _served(where: Any) -> AsyncIterator[bool]:
    if sys.platform == "win32":  # pragma: no cover -- `place` has refused already
        raise AssertionError
    from bot.store.database.embedded import Server, ownership

    with ownership(where) as owned:
        if not owned:
            yield False
            return
        server = Server(where)
        await server.start()
        watch = asyncio.create_task(server.watch())
        try:
            yield True
        finally:
            await server.stop()
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)


async def _alive(connection: Connection) -> None:
    """Raise psycopg.OperationalError for a connection that the server has closed.

    The server has nothing to say to a connection at rest but its end, so that no question has to be asked of
    one that is silent.
    """
    with selectors.DefaultSelector() as selector:
        selector.register(connection.fileno(), selectors.EVENT_READ)
        if selector.select(0):
            await AsyncConnectionPool.check_connection(connection)


async def _answering(conninfo: str) -> None:
    """Wait until a connection works, for a while: another process may be starting the server."""
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            while True:
                try:
                    async with await psycopg.AsyncConnection.connect(conninfo, connect_timeout=5):
                        return
                except psycopg.OperationalError as problem:
                    last = problem
                except psycopg.ProgrammingError:  # its words may quote the address, with a password
                    raise BotError("database.address") from None
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise DatabaseUnreachable("database.unreachable", reason=reason_of(last)) from last
