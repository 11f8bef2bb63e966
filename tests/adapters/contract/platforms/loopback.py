"""The platform in memory: everything a platform can do, and no wire."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar, Self

from adapters.contract import (
    Adapter,
    ChatKind,
    Event,
    Host,
    IncomingAction,
    IncomingCommand,
    IncomingPhoto,
    Origin,
    Picture,
)
from bot.settings import Settings
from tests.adapters.contract.platform import Ability, Chat, Platform, Seen, Sent
from tests.doubles.loopback import Loopback, World


class LoopbackPlatform(Platform):
    """A world of chats, in which each service that is started finds what is there."""

    name = "loopback"
    cannot: ClassVar[Mapping[Ability, str]] = {
        Ability.KILL: "it lives in the process of the service",
    }

    def __init__(self) -> None:
        self._world = World()
        self._answers: list[asyncio.Future[object]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing is left open."""

    def environment(self) -> Mapping[str, str]:
        return {}

    def opener(self, settings: Settings) -> Callable[[Host], Adapter]:
        return lambda host: Loopback(host, world=self._world)

    async def connected(self, adapter: Adapter | None) -> None:
        assert isinstance(adapter, Loopback)
        await adapter.listening.wait()

    async def send(
        self,
        chat: Chat,
        *files: bytes,
        sender: str | None = None,
        as_files: bool = True,
        mention: bool = False,
    ) -> Sent:
        album = self._world.next_id() if len(files) > 1 else None
        events: list[IncomingPhoto] = []
        for file in files:
            origin = self._origin(chat, sender, addressed=mention or not chat.group)
            reference = self._world.upload(file)
            picture = Picture(message=origin.message, file=reference, group=album, recompressed=not as_files)
            events.append(IncomingPhoto(origin=origin, pictures=(picture,)))
        for event in events:
            self._hand_over(event)
        origin = events[0].origin
        return Sent(chat, origin.sender, origin.message, tuple(events))

    async def command(
        self,
        chat: Chat,
        name: str,
        argument: str = "",
        *,
        sender: str | None = None,
        about: Sent | None = None,
    ) -> None:
        photo = about.updates[0] if about else None
        pictures = photo.pictures if isinstance(photo, IncomingPhoto) else ()
        origin = self._origin(chat, sender, addressed=True)
        self._hand_over(IncomingCommand(origin=origin, name=name, argument=argument, pictures=pictures))

    async def press(self, chat: Chat, seen: Seen, action: str, *, sender: str | None = None) -> None:
        self._hand_over(self._pressed(chat, seen, action, sender))

    async def press_repeated(self, chat: Chat, seen: Seen, action: str, times: int) -> None:
        event = self._pressed(chat, seen, action, None)
        for _ in range(times):
            self._hand_over(event)

    async def repeat(self, sent: Sent) -> None:
        for event in sent.updates:
            assert isinstance(event, IncomingPhoto)
            self._hand_over(event)

    async def withdraw(self, sent: Sent) -> None:
        self._world.withdrawn.add(sent.id)

    async def settled(self) -> None:
        await asyncio.gather(*self._answers)
        self._answers.clear()

    async def seen(self, chat: Chat) -> list[Seen]:
        return [
            Seen(
                message.id,
                message.text,
                message.answers,
                message.pictures,
                message.as_files or (False,) * len(message.pictures),
                tuple(button for row in message.buttons for button in row),
            )
            for message in self._world.chats.get(chat.name, [])
        ]

    def limit(self, chat: Chat, times: int, seconds: float) -> None:
        self._world.limits[chat.name] = [seconds] * times

    def block(self, chat: Chat) -> None:
        self._world.blocked.add(chat.name)

    def unreachable(self, times: int) -> None:
        self._world.fetch_delays[:] = [0.1] * times

    def calm(self) -> None:
        self._world.limits.clear()
        self._world.blocked.clear()
        self._world.fetch_delays.clear()

    def _pressed(self, chat: Chat, seen: Seen, action: str, sender: str | None) -> IncomingAction:
        origin = replace(self._origin(chat, sender, addressed=True), message=seen.id)
        return IncomingAction(origin=origin, action=action, press=self._world.next_id())

    def _origin(self, chat: Chat, sender: str | None, *, addressed: bool) -> Origin:
        return Origin(
            chat=chat.name,
            kind=ChatKind.GROUP if chat.group else ChatKind.PRIVATE,
            message=self._world.next_id(),
            sender=sender or chat.name,
            sender_is_admin=not chat.group or sender in chat.admins,
            addressed=addressed,
            locale="en",
        )

    def _hand_over(self, event: Event) -> None:
        self._answers.append(asyncio.ensure_future(self._world.hand_over(event)))
