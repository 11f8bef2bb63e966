"""The adapter alone on a bench: the Bot API on one side, a service that only listens on the other."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from adapters.contract import (
    Acknowledgement,
    Button,
    Buttons,
    ChatKind,
    CommandEntry,
    Content,
    ContentGone,
    Destination,
    Enclosure,
    Event,
    Host,
    Reply,
    RequestState,
    Status,
)
from adapters.telegram.adapter import TelegramAdapter
from adapters.telegram.flood import Pace
from adapters.telegram.opening import open_adapter
from adapters.telegram.settings import TelegramSettings
from bot.chat.table import COMMANDS, Right
from bot.messages import Catalogue
from tests.doubles.fake_service import FakeService, content
from tests.servers.telegram.server import Server
from tests.servers.telegram.world import Room, World
from tests.services.running import jpeg
from tests.waiting import PATIENCE_SECONDS

# Budgets are tested by themselves, with a clock of their own.
HURRIED = Pace(
    overall_per_second=1e6,
    chat_per_second=1e6,
    chat_burst=1e6,
    group_per_minute=10**6,
    held_seconds=0.3,
    pauses_seconds=(0.01, 0.02),
)
BUTTONS: Buttons = ((Button("cancel:abc", "Stop"), Button("delete:abc", "Delete")),)


class Ear(FakeService):
    """Hears events, and answers with what `answers` says: an acknowledgement or a problem, the first time;
    then with nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[Acknowledgement | Exception] = []
        self.holds: Callable[[Event], Awaitable[None]] | None = None
        self.changed = asyncio.Condition()

    async def receive(self, event: Event) -> Acknowledgement:
        if self.holds is not None:
            await self.holds(event)
        answer = self.answers.pop(0) if self.answers else Acknowledgement()
        if isinstance(answer, Exception):
            raise answer
        async with self.changed:
            self.heard.append(event)
            self.changed.notify_all()
        return answer

    async def events(self, count: int, seconds: float = PATIENCE_SECONDS) -> list[Event]:
        """Wait until so many events were heard."""
        async with asyncio.timeout(seconds), self.changed:
            await self.changed.wait_for(lambda: len(self.heard) >= count)
        return self.heard

    def commands(self, locale: str | None = None) -> tuple[CommandEntry, ...]:
        words = Catalogue(self.language(locale))
        return tuple(
            CommandEntry(
                row.name,
                words.say(f"command.{row.name}"),
                admins_only=row.right is Right.ADMIN,
                groups_only=row.groups_only,
                operators_only=row.right is Right.OPERATOR,
            )
            for row in COMMANDS
        )


class Bench:
    """A server, and adapters on it one after the other.

    Attributes:
        said: what the operator reads.
    """

    def __init__(self, world: World, server: Server, folder: Path) -> None:
        self.world, self.server, self.ear = world, server, Ear()
        self.said: list[str] = []
        self.folder = folder

    def settings(self, **more: object) -> TelegramSettings:
        """As an operator would have them who runs that server."""
        own = TelegramSettings(
            token=self.world.token, base_url=self.server.base_url, base_file_url=self.server.base_file_url
        )
        return replace(own, **more)  # type: ignore[arg-type]

    def adapter(self, pace: Pace = HURRIED, **more: object) -> TelegramAdapter:
        """One that calls nothing yet."""
        host = Host(reader=self.ear, folder=self.folder, limit_bytes=10**7, version="0", say=self.said.append)
        return open_adapter(self.settings(**more), host, pace)

    @asynccontextmanager
    async def listening(self, pace: Pace = HURRIED, **more: object) -> AsyncIterator[TelegramAdapter]:
        """One that listens inside, and is stopped in an orderly way."""
        adapter = self.adapter(pace, **more)
        task = asyncio.create_task(adapter.run(self.ear.receive))
        listening = asyncio.create_task(adapter.listening())
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asyncio.wait([task, listening], return_when=asyncio.FIRST_COMPLETED)
        listening.cancel()
        if task.done():
            task.result()
        try:
            yield adapter
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def until(self, holds: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until something holds, looked at whenever the server was called."""
        async with asyncio.timeout(seconds), self.world.changed:
            await self.world.changed.wait_for(holds)


def to(room: Room, answers: int | str = "", thread: int | None = None) -> Destination:
    """Where to answer."""
    kind = ChatKind.PRIVATE if room.type == "private" else ChatKind.GROUP
    return Destination(
        chat=str(room.id),
        kind=kind,
        thread=None if thread is None else str(thread),
        answers=str(answers),
        sender="1",
    )


def status(destination: Destination, message: str | None = None, **more: object) -> Status:
    """A status of a request that waits, unless told otherwise."""
    plain = Status(
        key="k",
        request="abc",
        to=destination,
        message=message,
        state=RequestState.QUEUED,
        text="In the queue.",
        buttons=BUTTONS,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def reply(destination: Destination, *files: bytes, as_files: bool = False) -> Reply:
    """Pictures on their way out."""
    enclosures = tuple(
        Enclosure(part=number, version="restored", content=content(data), as_file=as_files)
        for number, data in enumerate(files)
    )
    return Reply(key="r", request="abc", to=destination, enclosures=enclosures, text="Here it is.")


def in_colour(width: int = 120, *, scratch: bool = False) -> bytes:
    """A small photo in every colour; with a white scratch down its middle."""
    across, down = np.meshgrid(np.linspace(40, 200, width), np.linspace(40, 200, 64))
    pixels = np.stack([across, down, 240 - across], axis=2).astype(np.uint8)
    if scratch:
        pixels[:, width // 2 : width // 2 + 2] = 255
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "jpeg", quality=92)
    return buffer.getvalue()


def deleted() -> Content:
    """A file that is no longer there."""

    async def read() -> bytes:
        raise ContentGone

    return replace(content(jpeg()), read=read)
