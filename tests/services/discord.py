"""The Discord adapter over the real service, for tests: PostgreSQL, queue, tiny networks, a worker."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.opening import open_adapter
from bot.process.app import Running, running
from bot.process.worker import at_work
from bot.settings import Settings, load
from tests.servers.discord import Channel, DiscordServer, Guild, Message, User
from tests.services.running import environment
from tests.waiting import PATIENCE_SECONDS


@dataclass(frozen=True, slots=True)
class DiscordStage:
    """Everything that a test may look at; `said` = what the operator was told."""

    server: DiscordServer
    adapter: DiscordAdapter
    service: Running
    settings: Settings
    said: list[str] = field(default_factory=list)

    async def value(self, query: str, *values: object) -> object:
        """The first value of a query."""
        row = await self.service.database.row(query, *values)
        return row[0] if row else None

    async def settled(self) -> None:
        """Wait until the bot has done with everything that it was told."""
        await self.server.gateway.flushed()
        await self.adapter.settled()

    async def ended(self, count: int = 1) -> None:
        """Wait until so many requests ended."""
        query = "select count(*) from request where state in ('delivered', 'failed', 'cancelled')"

        async def enough() -> bool:
            return int(str(await self.value(query))) >= count

        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await enough():  # noqa: ASYNC110 -- asked for what is written
                await asyncio.sleep(0.02)

    async def seen(self, channel: Channel, holds: Callable[[Message], bool]) -> Message:
        """Wait until the bot has written such a message."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                for message in self.server.bots(channel):
                    if holds(message):
                        return message
                await asyncio.sleep(0.02)

    def replies(self, channel: Channel) -> list[Message]:
        """The pictures that the bot sent, without buttons."""
        return [each for each in self.server.bots(channel) if each.files and not each.components]

    def statuses(self, channel: Channel) -> list[Message]:
        """The statuses of requests."""
        return [each for each in self.server.bots(channel) if each.components]


@asynccontextmanager
async def discord_service(
    server: DiscordServer,
    folder: Path,
    url: str,
    *,
    works: bool = True,
    clock: Callable[[], float] = time.time,
    **more: str,
) -> AsyncIterator[DiscordStage]:
    """The bot, listening; `works` = with a worker, in the same process."""
    environ = environment(folder, url, HEIRLOOM_WORKER_CHILDREN="0", **server.environment(**more))
    settings = load(environ)
    said: list[str] = []
    async with AsyncExitStack() as stack:
        platforms = {"discord": lambda host: open_adapter(settings.platforms["discord"], host, clock)}
        service = await stack.enter_async_context(running(settings, environ, None, said.append, platforms))
        if works:
            await stack.enter_async_context(at_work(settings))
        adapter = service.adapters["discord"]
        assert isinstance(adapter, DiscordAdapter)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await adapter.listening()
        yield DiscordStage(server, adapter, service, settings, said)


async def family(stage: DiscordStage, **more: object) -> tuple[User, User, Guild]:
    """Two people and a server with the bot."""
    anna, ben = stage.server.world.person("anna"), stage.server.world.person("ben")
    return anna, ben, await stage.server.invite(anna, ben, **more)


def pictures(message: Message) -> list[Image.Image]:
    """The files of a message, decoded."""
    return [Image.open(io.BytesIO(file.data)) for file in message.files]


def is_done(message: Message) -> bool:
    """Whether a message is the status of a request that was delivered."""
    return bool(message.files and message.components)


async def done(stage: DiscordStage, channel: Channel) -> tuple[Message, list[Message]]:
    """The status of a delivered request, and the pictures."""
    status = await stage.seen(channel, is_done)
    return status, stage.replies(channel)


def request_of(status: Message) -> str:
    """The request that a status's buttons are about."""
    rows: list[dict[str, list[dict[str, str]]]] = status.components  # type: ignore[assignment]
    return rows[0]["components"][0]["custom_id"].rpartition(":")[2]
