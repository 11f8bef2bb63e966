"""A real PostgreSQL for tests: one server for the session, and empty tables for each test."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.database.embedded import Server, ownership
from bot.database.migrations import migrate
from bot.database.place import place

_TABLES = (
    *("request", "chat", "answered", "seen_photo", "access", "usage", "loose_blob", "worker"),
    *("procrastinate_periodic_defers", "procrastinate_events", "procrastinate_jobs", "procrastinate_workers"),
)


def reachable_folder() -> Path:
    """A folder in which a server can run as another user too, which pytest's own are closed to."""
    folder = Path(tempfile.mkdtemp(prefix="heirloom-test-"))
    folder.chmod(0o711)
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server, as libpq finds it; its database "heirloom" has the tables."""
    folder = reachable_folder()
    where = place(folder)
    with ownership(where):
        server = Server(where)
        asyncio.run(server.start())
        try:
            asyncio.run(migrate(where.conninfo))
            _hurry(where.conninfo)
            yield where.conninfo
        finally:
            asyncio.run(server.stop())
            shutil.rmtree(folder)


def _hurry(conninfo: str) -> None:
    """Do not wait for the disk: these databases need not survive a power cut, and no test pulls the plug on
    them."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"alter system set {setting} = off".encode())
        connection.execute("select pg_reload_conf()")


@pytest.fixture
def database_url(postgres: str) -> str:
    """The database with nothing in its tables; emptying them is much faster than making another one."""
    with psycopg.connect(postgres) as connection:
        for table in _TABLES:
            connection.execute(f"delete from {table}".encode())  # noqa: S608 -- ours
    return postgres
