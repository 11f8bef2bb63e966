"""What the tests of the adapters share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.adapters.contract.house import House
from tests.adapters.contract.platform import Platform
from tests.adapters.contract.platforms import PLATFORMS
from tests.postgres import database_url, empty, postgres

__all__ = ["database_url", "postgres"]


@pytest_asyncio.fixture(
    scope="module", loop_scope="module", params=PLATFORMS, ids=[platform.name for platform in PLATFORMS]
)
async def inhabited(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres: str
) -> AsyncIterator[House]:
    """One service for all the cases over one platform."""
    empty(postgres)
    kind: type[Platform] = request.param
    async with kind() as platform:
        house = House(platform, tmp_path_factory.mktemp(platform.name), postgres)
        await house.start()
        yield house
        await house.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def house(inhabited: House) -> House:
    """The service with a worker, at the beginning of a case."""
    await inhabited.begin()
    await inhabited.work()
    return inhabited


@pytest_asyncio.fixture(loop_scope="module")
async def workless(inhabited: House) -> House:
    """The same without a worker: what is sent stays in the queue."""
    await inhabited.begin()
    await inhabited.rest()
    return inhabited
