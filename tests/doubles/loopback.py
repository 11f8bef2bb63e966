"""A chat platform in memory: chats with messages, files that are fetched, rate limits, and people who press
buttons.

It keeps what a platform keeps, so that a test reads a chat as a person would.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from adapters.contract import (
    Acknowledgement,
    Buttons,
    Capabilities,
    ChatKind,
    ChatMoved,
    Delayed,
    Event,
    Host,
    IncomingAction,
    IncomingCommand,
    IncomingPhoto,
    NotNow,
    Origin,
    Picture,
    Receive,
    Reference,
    Refused,
    Reply,
    Status,
    Wishes,
)
from tests.waiting import PATIENCE_SECONDS


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


@dataclass(slots=True, eq=False)
class Update:
    """An event that waits until the bot has confirmed it."""

    event: Event
    answer: asyncio.Future[Acknowledgement]


def open_gate() -> asyncio.Event:
    """An event that is set."""
    event = asyncio.Event()
    event.set()
    return event


@dataclass(slots=True)
class World:
    """What stands on the platform, whether or not a bot is there.

    Attributes:
        chats: the bot's messages, by chat.
        files: what people uploaded.
        withdrawn: messages of people that they deleted.
        updates: what the bot has not confirmed.
        came: set when there is another update.
        changed: told of every change in the chats.
        limits: for each chat, how long its next messages are told to wait.
        blocked: chats that the bot may not write into.
        unshown: chats that the bot may write into, but send no pictures in reply.
        fetch_delays: how long the next downloads are told to wait.
        gate: downloads wait until it is set; `let_go` counts those that were cancelled meanwhile.
    """

    chats: dict[str, list[Message]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    updates: list[Update] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    limits: dict[str, list[float]] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    unshown: set[str] = field(default_factory=set)
    fetch_delays: list[float] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=open_gate)
    let_go: int = 0
    number: int = 0

    def next_id(self) -> str:
        """An id for a message or anything else."""
        self.number += 1
        return f"m{self.number}"

    def upload(self, data: bytes) -> Reference:
        """A file on the platform."""
        self.files[name := f"file{len(self.files)}"] = data
        return Reference(name)

    async def hand_over(self, event: Event) -> Acknowledgement:
        """Hand an update over and wait for the answer, over restarts of the bot."""
        update = Update(event, asyncio.get_running_loop().create_future())
        self.updates.append(update)
        self.came.set()
        return await update.answer


class Loopback:
    """The adapter, with what its tests do and read."""

    name = "loopback"
    account = "bot1"

    def __init__(
        self, host: Host, capabilities: Capabilities | None = None, world: World | None = None
    ) -> None:
        self.host = host
        self.capabilities = capabilities or Capabilities(edit_seconds=0.02)
        self.world = world or World()
        self.listening = asyncio.Event()
        self._locks: dict[str, asyncio.Lock] = {}

    @property
    def chats(self) -> dict[str, list[Message]]:
        """The bot's messages, by chat."""
        return self.world.chats

    # The adapter.

    async def run(self, receive: Receive) -> None:
        self.listening.set()
        in_hand: list[Update] = []
        try:
            async with asyncio.TaskGroup() as hands:
                while True:
                    self.world.came.clear()
                    for update in self.world.updates:
                        if not any(update is taken for taken in in_hand):
                            in_hand.append(update)
                            hands.create_task(self._confirm(update, receive))
                    await self.world.came.wait()
        finally:
            self.listening.clear()

    async def _confirm(self, update: Update, receive: Receive) -> None:
        event = update.event
        chat = event.to if isinstance(event, ChatMoved) else event.origin.chat
        async with self._locks.setdefault(chat, asyncio.Lock()):
            while True:
                try:
                    told = await receive(update.event)
                except NotNow as problem:
                    await asyncio.sleep(problem.seconds)
                    continue
                break
            if told.text is not None and chat not in self.world.blocked:
                await self._say(chat, Message(self.world.next_id(), told.text, buttons=told.buttons))
            self.world.updates.remove(update)
            if not update.answer.done():
                update.answer.set_result(told)

    async def fetch(self, reference: Reference, limit_bytes: int) -> bytes:
        try:
            await self.world.gate.wait()
        except asyncio.CancelledError:
            self.world.let_go += 1
            raise
        if self.world.fetch_delays:
            raise Delayed(self.world.fetch_delays.pop(0))
        if reference.id not in self.world.files:
            raise Refused("gone")
        data = self.world.files[reference.id]
        if len(data) > limit_bytes:
            raise Refused("too_large")
        return data

    async def update(self, status: Status) -> str | None:
        self._check_writable(status.to.chat)
        pictures = (await status.picture.read(),) if status.picture else ()
        found = self.message(status.to.chat, status.message) if status.message else None
        if found is None:
            found = Message(self.world.next_id(), status.text, self._answered(status.to.answers))
            await self._say(status.to.chat, found)
        found.text, found.buttons = status.text, status.buttons
        found.pictures = pictures or found.pictures
        found.states.append(str(status.state))
        await self._tell()
        return found.id

    async def deliver(self, reply: Reply) -> tuple[str, ...]:
        self._check_writable(reply.to.chat)
        if reply.to.chat in self.world.unshown:
            raise Refused("forbidden")
        if len(reply.enclosures) > self.capabilities.album_size:
            raise AssertionError("an album longer than the platform takes")
        message = Message(
            self.world.next_id(),
            reply.text,
            self._answered(reply.to.answers),
            tuple([await enclosure.content.read() for enclosure in reply.enclosures]),
            tuple(enclosure.version for enclosure in reply.enclosures),
            tuple(enclosure.as_file for enclosure in reply.enclosures),
            key=reply.key,
        )
        await self._say(reply.to.chat, message)
        return (message.id,)

    # What people do.

    def origin(self, chat: str = "anna", **more: object) -> Origin:
        """Somebody, alone with the bot unless told otherwise."""
        facts: dict[str, object] = {
            "chat": chat,
            "kind": ChatKind.PRIVATE,
            "message": self.world.next_id(),
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
            origin=origin, action=action, press=press or self.world.next_id(), wishes=wishes or Wishes()
        )
        return await self.send(event)

    async def send(self, event: Event) -> Acknowledgement:
        """Hand an update over and wait for the answer."""
        return await self.world.hand_over(event)

    # What people see.

    def message(self, chat: str, id: str) -> Message | None:
        return next((message for message in self.chats.get(chat, []) if message.id == id), None)

    def statuses(self, chat: str = "anna") -> list[Message]:
        """The status messages of a chat."""
        return [message for message in self.chats.get(chat, []) if message.states]

    def replies(self, chat: str = "anna") -> list[Message]:
        """The replies with pictures."""
        return [message for message in self.chats.get(chat, []) if message.versions]

    async def finished(
        self, chat: str = "anna", count: int = 1, seconds: float = PATIENCE_SECONDS
    ) -> list[Message]:
        """Wait until that many requests of a chat ended; their status messages."""
        ended = ("delivered", "failed", "cancelled")

        def done() -> bool:
            return sum(message.states[-1] in ended for message in self.statuses(chat)) >= count

        async with asyncio.timeout(seconds), self.world.changed:
            await self.world.changed.wait_for(done)
        return self.statuses(chat)

    def button(self, name: str, chat: str = "anna") -> str:
        """The action of a button under the newest status."""
        labels = {
            button.action.partition(":")[0]: button.action
            for row in self.statuses(chat)[-1].buttons
            for button in row
        }
        return labels[name]

    def _check_writable(self, chat: str) -> None:
        if self.world.limits.get(chat):
            raise Delayed(self.world.limits[chat].pop(0))
        if chat in self.world.blocked:
            raise Refused("blocked")

    def _answered(self, message: str) -> str | None:
        return None if message in self.world.withdrawn else message

    async def _say(self, chat: str, message: Message) -> None:
        self.world.chats.setdefault(chat, []).append(message)
        await self._tell()

    async def _tell(self) -> None:
        async with self.world.changed:
            self.world.changed.notify_all()
