"""What the tests of the service share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.postgres import database_url, postgres
from tests.services.running import Stage, staged

__all__ = ["database_url", "postgres"]


@pytest.fixture
async def stage(tmp_path: Path, database_url: str) -> AsyncIterator[Stage]:
    """A service with a platform in memory, and a worker."""
    async with staged(tmp_path, database_url) as running:
        yield running


@pytest.fixture
async def workless(tmp_path: Path, database_url: str) -> AsyncIterator[Stage]:
    """The same without a worker: what is sent stays in the queue."""
    async with staged(tmp_path, database_url, works=False) as running:
        yield running
