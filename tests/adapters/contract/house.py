"""The real service behind one platform, for the contract's cases: started, stopped, killed and asked."""

from __future__ import annotations

import asyncio
import sys
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from bot.process.app import running
from bot.process.worker import at_work
from bot.settings import load
from tests.adapters.contract.platform import Ability, Chat, Platform, Seen, until
from tests.services.running import environment
from tests.waiting import PATIENCE_SECONDS

ROOT = Path(__file__).parents[3]

LIMITS = {"HEIRLOOM_LIMITS_MEGAPIXELS": "1", "HEIRLOOM_LIMITS_MEGABYTES": "2"}
"""So small that a case can go past them."""


class House:
    """A platform, the service, and a worker in the same process that can rest.

    A case is what happens between two calls of `begin`: only its requests are counted.
    """

    def __init__(self, platform: Platform, folder: Path, url: str) -> None:
        self.platform = platform
        self._folder = folder
        self._url = url
        self._service = AsyncExitStack()
        self._worker = AsyncExitStack()
        self._runs = self._works = False
        self._began: datetime | None = None
        self._case = 0

    # Running it.

    async def start(self) -> None:
        """Start the service, without a worker, and wait until it listens; nothing where it runs."""
        if self._runs:
            return
        environ = self._environ()
        settings = load(environ)
        platforms = {self.platform.name: self.platform.opener(settings)}
        said: list[str] = []
        service = await self._service.enter_async_context(
            running(settings, environ, None, said.append, platforms)
        )
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.platform.connected(service.adapters[self.platform.name])
        self._runs = True

    async def stop(self) -> None:
        """Stop the worker and the service in an orderly way."""
        await self.rest()
        await self._service.aclose()
        self._runs = False

    async def work(self) -> None:
        """Let a worker do what is in the queue."""
        if not self._works:
            await self._worker.enter_async_context(at_work(load(self._environ())))
            self._works = True

    async def rest(self) -> None:
        """Stop the worker: what is sent stays in the queue."""
        await self._worker.aclose()
        self._works = False

    async def begin(self) -> None:
        """Begin a case, whatever became of the last one."""
        await self.start()
        self._case += 1
        self._began = await self._at("select clock_timestamp()")
        self.platform.calm()

    async def start_elsewhere(self) -> asyncio.subprocess.Process:
        """The service, without a worker, in a process of its own that can be killed."""
        with (self._folder / "log").open("ab") as log:
            words = (sys.executable, "-m", "bot.cli", "serve")
            process = await asyncio.create_subprocess_exec(
                *words, env=self._environ(), cwd=ROOT, stdout=log, stderr=log
            )
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.platform.connected(None)
        return process

    # What a case says.

    def needs(self, *abilities: Ability) -> None:
        """Skip the case where the platform has no notion of something that it needs."""
        for ability in abilities:
            if ability in self.platform.cannot:
                pytest.skip(f"{self.platform.name}: {self.platform.cannot[ability]}")

    def private(self, name: str = "anna") -> Chat:
        """Somebody's chat with the bot, in this case."""
        return Chat(f"{name}-{self._case}")

    def group(self, *admins: str) -> Chat:
        """A group, in this case."""
        return Chat(f"family-{self._case}", group=True, admins=frozenset(map(self.person, admins)))

    def person(self, name: str) -> str:
        """Somebody, in this case."""
        return f"{name}-{self._case}"

    # What a case looks at.

    async def taken(self, count: int) -> None:
        """Wait until so many requests are committed."""
        await until(lambda: self._reached("true", count))

    async def ended(self, count: int = 1) -> None:
        """Wait until so many requests ended, and nothing of them is left to be shown."""
        await until(lambda: self._reached("state in ('delivered', 'failed', 'cancelled')", count))

    async def states(self) -> list[str]:
        """The states of the case's requests, the oldest first."""
        rows = await self._rows("select state from request where created >= %s order by created")
        return [str(state) for (state,) in rows]

    async def revisions(self) -> list[int]:
        """How often each of the case's requests was adjusted."""
        rows = await self._rows("select revision from request where created >= %s order by created")
        return [int(str(revision)) for (revision,) in rows]

    async def shown(self) -> int:
        """How many of the case's requests have a status that people see: one that was sent and written down,
        or on the page, which is sent none, what is committed."""
        rows = await self._rows(
            "select count(*) from request where created >= %s and (adapter = 'web' or status_key is not null)"
        )
        return int(str(rows[0][0]))

    async def statuses(self, chat: Chat) -> list[Seen]:
        """The status messages of a chat."""
        return [seen for seen in await self.platform.seen(chat) if seen.is_status]

    async def replies(self, chat: Chat) -> list[Seen]:
        """The pictures that the bot sent into a chat."""
        return [seen for seen in await self.platform.seen(chat) if seen.is_reply]

    async def said(self, chat: Chat, words: str) -> None:
        """Wait until the bot has said something with these words."""

        async def there() -> bool:
            return any(words in seen.text for seen in await self.platform.seen(chat))

        try:
            await until(there)
        except TimeoutError:
            texts = [seen.text for seen in await self.platform.seen(chat)]
            raise AssertionError(f"{words!r} was not said, but {texts}") from None

    def _environ(self) -> dict[str, str]:
        alone = {"HEIRLOOM_WORKER_CHILDREN": "0", "HEIRLOOM_WEB_ENABLED": "false"}
        return environment(self._folder, self._url, **{**alone, **LIMITS, **self.platform.environment()})

    async def _reached(self, which: str, count: int) -> bool:
        rows = await self._rows(f"select count(*) from request where created >= %s and {which}")  # noqa: S608 -- ours
        return int(str(rows[0][0])) >= count

    async def _at(self, query: str) -> datetime:
        async with await psycopg.AsyncConnection.connect(self._url) as connection:
            row = await (await connection.execute(query.encode())).fetchone()
            assert row
            at: datetime = row[0]
            return at

    async def _rows(self, query: str) -> list[tuple[object, ...]]:
        """Rows about the case, on a connection of its own: the service may be down."""
        async with await psycopg.AsyncConnection.connect(self._url) as connection:
            return await (await connection.execute(query.encode(), [self._began])).fetchall()
