"""The Discord adapter without a service: what it hands over is kept, what it is to send is made up."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from adapters.contract import (
    Acknowledgement,
    Buttons,
    ChatKind,
    CommandEntry,
    Content,
    Destination,
    Enclosure,
    Event,
    Host,
    Origin,
    Reply,
    RequestState,
    Status,
)
from adapters.discord.adapter import DiscordAdapter
from adapters.discord.opening import open_adapter
from adapters.discord.settings import DiscordSettings
from bot.chat.table import COMMANDS, Right
from bot.messages import Catalogue
from tests.doubles.fake_service import FakeService
from tests.servers.discord import TOKEN, Channel, DiscordServer, User
from tests.waiting import PATIENCE_SECONDS


class Reader(FakeService):
    """The real commands and words."""

    def commands(self, locale: str | None = None) -> tuple[CommandEntry, ...]:
        words = Catalogue(self.language(locale))
        return tuple(
            CommandEntry(
                row.name,
                words.say(f"command.{row.name}"),
                row.right is Right.ADMIN,
                row.groups_only,
                row.right is Right.OPERATOR,
            )
            for row in COMMANDS
        )

    def words(self, prefix: str, locale: str | None = None) -> Mapping[str, str]:
        return Catalogue(self.language(locale)).under(prefix)


@dataclass(slots=True)
class Ear:
    """Takes events.

    Attributes:
        heard: every event, in order.
        gate: closed while it is clear: no event is taken.
        answer: what each is answered.
        problems: raised by the next calls.
    """

    heard: list[Event] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    answer: Acknowledgement = field(default_factory=lambda: Acknowledgement(request="abc"))
    problems: list[Exception] = field(default_factory=list)

    async def receive(self, event: Event) -> Acknowledgement:
        if self.problems:
            raise self.problems.pop(0)
        await self.gate.wait()
        self.heard.append(event)
        return self.answer

    @property
    def origins(self) -> list[Origin]:
        """Where the events came from."""
        origins = [getattr(event, "origin", None) for event in self.heard]
        return [origin for origin in origins if isinstance(origin, Origin)]


class Clock:
    """Tells the time that a test wants."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass(frozen=True, slots=True)
class Bare:
    """The adapter, the server it is logged in to, and who hears it."""

    server: DiscordServer
    adapter: DiscordAdapter
    ear: Ear
    task: asyncio.Task[None]
    said: list[str]

    async def settled(self) -> None:
        """Wait until the bot has done with everything that it was told."""
        await self.server.gateway.flushed()
        await self.adapter.settled()


def host(folder: Path, said: list[str] | None = None) -> Host:
    """What an adapter is opened with."""
    said = [] if said is None else said
    return Host(reader=Reader(), folder=folder, limit_bytes=1_000_000, version="0", say=said.append)


@asynccontextmanager
async def bare(
    server: DiscordServer,
    folder: Path,
    *,
    clock: Callable[[], float] = time.time,
    token: str = TOKEN,
    message_content: bool = False,
    waits: bool = True,
) -> AsyncIterator[Bare]:
    """The adapter, running; `waits` = until it is connected."""
    settings = DiscordSettings(token, server.api_url, server.gateway_url, message_content)
    said: list[str] = []
    adapter, ear = open_adapter(settings, host(folder, said), clock), Ear()
    ear.gate.set()
    task = asyncio.create_task(adapter.run(ear.receive))
    try:
        if waits:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await server.gateway.greeted()
                await adapter.listening()
        yield Bare(server, adapter, ear, task, said)
    finally:
        task.cancel()
        await asyncio.wait([task])


def content(data: bytes, name: str = "2026-restored.jpg") -> Content:
    """A file of the service's."""

    async def read() -> bytes:
        return data

    digest = hashlib.sha256(data).hexdigest()
    return Content(
        name=name,
        media_type="image/jpeg",
        size_bytes=len(data),
        sha256=digest,
        width=1,
        height=1,
        read=read,
    )


def destination(origin: Origin, **more: object) -> Destination:
    """Where the service answers to an event."""
    facts: dict[str, object] = {
        "chat": origin.chat,
        "kind": origin.kind,
        "thread": origin.thread,
        "answers": origin.message,
        "sender": origin.sender,
        "context": origin.context,
        "language": "en",
    }
    return Destination(**(facts | more))  # type: ignore[arg-type]


def direct(channel: Channel, person: User) -> Destination:
    """Alone with somebody, about a message that is gone."""
    chat, sender = str(channel.id), str(person.id)
    return Destination(chat=chat, kind=ChatKind.PRIVATE, thread=None, answers="1", sender=sender)


def reply(to: Destination, *files: bytes, key: str = "abc-0-reply-0") -> Reply:
    """Pictures that go out together."""
    enclosures = tuple(
        Enclosure(part=number, version="restored", content=content(data), as_file=True)
        for number, data in enumerate(files)
    )
    return Reply(key=key, request="abc", to=to, enclosures=enclosures, text="Here is your photo.")


def status(
    to: Destination,
    text: str,
    message: str | None = None,
    *,
    state: RequestState = RequestState.RUNNING,
    picture: bytes | None = None,
    buttons: Buttons = (),
) -> Status:
    """A status message."""
    return Status(
        key=f"abc-{text}",
        request="abc",
        to=to,
        message=message,
        state=state,
        text=text,
        buttons=buttons,
        picture=content(picture, "2026-compare.jpg") if picture else None,
    )
