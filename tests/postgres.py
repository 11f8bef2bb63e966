"""A real PostgreSQL for tests: one server for the session, and empty tables for each test."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.store.database.embedded import Server, ownership
from bot.store.database.migrations import migrate
from bot.store.database.place import place

_TABLES = (
    *("request", "chat", "answered", "seen_photo", "access", "usage", "loose_blob", "worker"),
    *("procrastinate_periodic_defers", "procrastinate_events", "procrastinate_jobs", "procrastinate_workers"),
)

_MEMORY = Path("/dev/shm")  # noqa: S108 -- what is made there has a random name
"""Where there is one, tests do not wait for a disk."""


def _roomy(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 2e9


def reachable_folder() -> Path:
    """A folder in which a server can run as another user too, which pytest's own are closed to."""
    folder = Path(tempfile.mkdtemp(prefix="heirloom-test-", dir=_MEMORY if _roomy(_MEMORY) else None))
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
            yield where.conninfo
        finally:
            asyncio.run(server.stop())
            shutil.rmtree(folder)


def empty(conninfo: str) -> None:
    """Leave nothing in the tables; much faster than making another database."""
    with psycopg.connect(conninfo) as connection:
        for table in _TABLES:
            connection.execute(f"delete from {table}".encode())  # noqa: S608 -- ours


@pytest.fixture
def database_url(postgres: str) -> str:
    """The database with nothing in its tables."""
    empty(postgres)
    return postgres
