"""What the tests of Telegram share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.adapters.telegram.bench import Bench
from tests.postgres import database_url, postgres
from tests.servers.telegram.people import People
from tests.servers.telegram.server import Server
from tests.servers.telegram.world import World

__all__ = ["database_url", "postgres"]


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """A Bot API server with nobody on it yet; the bot's privacy mode is off."""
    world = World()
    async with Server(world).running() as server:
        yield Bench(world, server, tmp_path)


@pytest.fixture
def people(bench: Bench) -> People:
    """The hands of everybody there."""
    return People(bench.world)
