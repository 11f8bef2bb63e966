"""A chat platform in memory: chats with messages, files that are fetched, rate limits, and people who press
buttons.

It keeps what a platform keeps, so that a test reads a chat as a person would.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.contract import (
    Acknowledgement,
    Buttons,
    Capabilities,
    ChatKind,
    DeliveryDelayed,
    DeliveryRefused,
    Event,
    FetchDelayed,
    FetchRefused,
    Host,
    IncomingAction,
    IncomingCommand,
    IncomingPhoto,
    NotNow,
    Origin,
    Picture,
    Receive,
    Reference,
    Reply,
    Status,
    Wishes,
)


@dataclass(slots=True)
class Message:
    """What stands in a chat: a text, a text with a picture, or pictures."""

    id: str
    text: str
    answers: str | None = None
    pictures: tuple[bytes, ...] = ()
    versions: tuple[str, ...] = ()
    as_files: tuple[bool, ...] = ()
    buttons: Buttons = ()
    states: list[str] = field(default_factory=list)
    key: str = ""


class Loopback:
    """The platform and its adapter in one."""

    name = "loopback"
    account = "bot1"

    def __init__(self, host: Host, capabilities: Capabilities | None = None) -> None:
        self.host = host
        self.capabilities = capabilities or Capabilities(edit_seconds=0.02)
        self.chats: dict[str, list[Message]] = {}
        self.files: dict[str, bytes] = {}
        self.updates: asyncio.Queue[tuple[Event, asyncio.Future[Acknowledgement]]] = asyncio.Queue()
        self.delays: list[float] = []
        self.refusals: list[str] = []
        self.fetch_delays: list[float] = []
        self.listening = asyncio.Event()
        self.changed = asyncio.Condition()
        self._number = 0

    # The adapter.

    async def run(self, receive: Receive) -> None:
        self.listening.set()
        try:
            while True:
                event, answer = await self.updates.get()
                while True:
                    try:
                        told = await receive(event)
                    except NotNow as problem:
                        await asyncio.sleep(problem.seconds)
                        continue
                    break
                if told.text is not None:
                    await self._say(event.origin.chat, Message(self._next(), told.text, buttons=told.buttons))
                if not answer.done():
                    answer.set_result(told)
        finally:
            self.listening.clear()

    async def fetch(self, reference: Reference, limit_bytes: int) -> bytes:
        if self.fetch_delays:
            raise FetchDelayed(self.fetch_delays.pop(0))
        if reference.id not in self.files:
            raise FetchRefused("gone")
        data = self.files[reference.id]
        if len(data) > limit_bytes:
            raise FetchRefused("too_large")
        return data

    async def update(self, status: Status) -> str | None:
        if self.delays:
            raise DeliveryDelayed(self.delays.pop(0))
        if self.refusals:
            raise DeliveryRefused(self.refusals.pop(0))
        pictures = (await status.picture.read(),) if status.picture else ()
        found = self.message(status.to.chat, status.message) if status.message else None
        if found is None:
            found = Message(self._next(), status.text, status.to.answers)
            await self._say(status.to.chat, found)
        found.text, found.buttons = status.text, status.buttons
        found.pictures = pictures or found.pictures
        found.states.append(str(status.state))
        await self._tell()
        return found.id

    async def deliver(self, reply: Reply) -> tuple[str, ...]:
        if self.delays:
            raise DeliveryDelayed(self.delays.pop(0))
        if self.refusals:
            raise DeliveryRefused(self.refusals.pop(0))
        if len(reply.enclosures) > self.capabilities.album_size:
            raise AssertionError("an album longer than the platform takes")
        message = Message(
            self._next(),
            reply.text,
            reply.to.answers,
            tuple([await enclosure.content.read() for enclosure in reply.enclosures]),
            tuple(enclosure.version for enclosure in reply.enclosures),
            tuple(enclosure.as_file for enclosure in reply.enclosures),
            key=reply.key,
        )
        await self._say(reply.to.chat, message)
        return (message.id,)

    # What people do.

    def upload(self, data: bytes) -> Reference:
        """A file on the platform."""
        self.files[name := f"file{len(self.files)}"] = data
        return Reference(name)

    def origin(self, chat: str = "anna", **more: object) -> Origin:
        """Somebody, alone with the bot unless told otherwise."""
        facts: dict[str, object] = {
            "chat": chat,
            "kind": ChatKind.PRIVATE,
            "message": self._next(),
            "sender": chat,
            "sender_is_admin": True,
            "addressed": True,
            "locale": "en",
        }
        return Origin(**(facts | more))  # type: ignore[arg-type]

    async def photo(
        self,
        *files: bytes | Reference,
        origin: Origin | None = None,
        group: str | None = None,
        **more: object,
    ) -> Acknowledgement:
        """Somebody sends one message with photos."""
        origin = origin or self.origin()
        recompressed = bool(more.pop("recompressed", False))
        pictures = tuple(
            Picture(message=origin.message, index=index, group=group, file=file, recompressed=recompressed)
            for index, file in enumerate(files)
        )
        return await self.send(IncomingPhoto(origin=origin, pictures=pictures, **more))  # type: ignore[arg-type]

    async def command(
        self,
        name: str,
        argument: str = "",
        *,
        origin: Origin | None = None,
        pictures: tuple[Picture, ...] = (),
    ) -> Acknowledgement:
        """Somebody gives a command."""
        origin = origin or self.origin()
        return await self.send(
            IncomingCommand(origin=origin, name=name, argument=argument, pictures=pictures)
        )

    async def press(
        self,
        action: str,
        *,
        origin: Origin | None = None,
        press: str | None = None,
        wishes: Wishes | None = None,
    ) -> Acknowledgement:
        """Somebody presses a button."""
        origin = origin or self.origin()
        event = IncomingAction(
            origin=origin, action=action, press=press or self._next(), wishes=wishes or Wishes()
        )
        return await self.send(event)

    async def send(self, event: Event) -> Acknowledgement:
        """Hand an update over and wait for the answer."""
        answer: asyncio.Future[Acknowledgement] = asyncio.get_running_loop().create_future()
        await self.updates.put((event, answer))
        return await answer

    # What people see.

    def message(self, chat: str, id: str) -> Message | None:
        return next((message for message in self.chats.get(chat, []) if message.id == id), None)

    def statuses(self, chat: str = "anna") -> list[Message]:
        """The status messages of a chat."""
        return [message for message in self.chats.get(chat, []) if message.states]

    def replies(self, chat: str = "anna") -> list[Message]:
        """The replies with pictures."""
        return [message for message in self.chats.get(chat, []) if message.versions]

    async def finished(self, chat: str = "anna", count: int = 1, seconds: float = 30) -> list[Message]:
        """Wait until that many requests of a chat ended; their status messages."""
        ended = ("delivered", "failed", "cancelled")

        def done() -> bool:
            return sum(message.states[-1] in ended for message in self.statuses(chat)) >= count

        async with asyncio.timeout(seconds), self.changed:
            await self.changed.wait_for(done)
        return self.statuses(chat)

    def button(self, name: str, chat: str = "anna") -> str:
        """The action of a button under the newest status."""
        labels = {
            button.action.partition(":")[0]: button.action
            for row in self.statuses(chat)[-1].buttons
            for button in row
        }
        return labels[name]

    def _next(self) -> str:
        self._number += 1
        return f"m{self._number}"

    async def _say(self, chat: str, message: Message) -> None:
        self.chats.setdefault(chat, []).append(message)
        await self._tell()

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()


Chats = Mapping[str, list[Message]]
