"""Discord as people use it, over a server on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any, ClassVar, Self

from adapters.contract import Adapter, Button
from adapters.discord.adapter import DiscordAdapter
from tests.adapters.contract.platform import Ability, Chat, Platform, Seen, Sent
from tests.servers.discord import Allow, Channel, DiscordServer, Message, Upload, User


class DiscordPlatform(Platform):
    """People, with direct messages and servers that are made as they come up."""

    name = "discord"
    cannot: ClassVar[Mapping[Ability, str]] = {
        Ability.PHOTO: "nothing is shrunk",
        Ability.BACKLOG: "the gateway keeps nothing for a bot that is away",
    }

    def __init__(self) -> None:
        self.server = DiscordServer()
        self._people: dict[str, User] = {}
        self._channels: dict[str, Channel] = {}
        self._stack = AsyncExitStack()
        self._adapter: DiscordAdapter | None = None

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self.server)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    def environment(self) -> Mapping[str, str]:
        return self.server.environment(HEIRLOOM_DISCORD_MESSAGE_CONTENT="true")

    async def connected(self, adapter: Adapter | None) -> None:
        assert adapter is None or isinstance(adapter, DiscordAdapter)
        self._adapter = adapter
        await self.server.gateway.greeted()
        await self.server.gateway.flushed()

    # What people do.

    async def send(
        self,
        chat: Chat,
        *files: bytes,
        sender: str | None = None,
        as_files: bool = True,
        mention: bool = False,
    ) -> Sent:
        who = sender or chat.name
        channel = await self._channel(chat, who)
        uploads = [Upload(file, f"photo{number}.jpg") for number, file in enumerate(files)]
        message = await self.server.say(self._person(who), channel, "", *uploads, mention=mention)
        return Sent(chat, who, str(message.id), (message,))

    async def command(
        self,
        chat: Chat,
        name: str,
        argument: str = "",
        *,
        sender: str | None = None,
        about: Sent | None = None,
    ) -> None:
        who = self._person(sender or chat.name)
        channel = await self._channel(chat, sender or chat.name)
        if about:
            (message,) = about.updates
            assert isinstance(message, Message)
            title = {"restore": "Restore photo", "colorize": "Colorize photo"}[name]
            await self.server.menu(who, message, title)
        else:
            options: dict[str, Any] = {"choice": argument} if argument else {}
            await self.server.slash(who, channel, name, **options)

    async def press(self, chat: Chat, seen: Seen, action: str, *, sender: str | None = None) -> None:
        await self._press(chat, seen, action, sender, 1)

    async def press_repeated(self, chat: Chat, seen: Seen, action: str, times: int) -> None:
        await self._press(chat, seen, action, None, times)

    async def repeat(self, sent: Sent) -> None:
        for message in sent.updates:
            assert isinstance(message, Message)
            await self.server.repeat(message)

    async def withdraw(self, sent: Sent) -> None:
        for message in sent.updates:
            assert isinstance(message, Message)
            await self.server.delete(message)

    async def settled(self) -> None:
        assert self._adapter
        await self.server.gateway.flushed()
        await self._adapter.settled()

    # What people see.

    async def seen(self, chat: Chat) -> list[Seen]:
        channel = self._channels.get(chat.name)
        return [self._seen(message) for message in self.server.bots(channel)] if channel else []

    def _seen(self, message: Message) -> Seen:
        rows: list[Any] = message.components
        buttons: list[Button] = []
        for item in (item for row in rows for item in row["components"]):
            if item["type"] == 2:
                buttons.append(Button(item["custom_id"].split(":", 2)[2], item["label"]))
            buttons.extend(Button(option["value"], option["label"]) for option in item.get("options", []))
        return Seen(
            str(message.id),
            message.content,
            str(message.answers) if message.answers else None,
            tuple(file.data for file in message.files),
            (True,) * len(message.files),
            tuple(buttons),
        )

    # What goes wrong.

    def limit(self, chat: Chat, times: int, seconds: float) -> None:
        self.server.rest.limits[self._direct(chat).id] = [seconds] * times

    def block(self, chat: Chat) -> None:
        self._direct(chat).blocked = True

    def unreachable(self, times: int) -> None:
        self.server.files.failures[:] = [503] * times

    def calm(self) -> None:
        self.server.rest.limits.clear()
        self.server.files.failures.clear()
        for channel in self._channels.values():
            channel.blocked = False

    async def _press(self, chat: Chat, seen: Seen, action: str, sender: str | None, times: int) -> None:
        who = self._person(sender or chat.name)
        await self.server.press(who, self.server.world.messages[int(seen.id)], action, times=times)

    def _person(self, name: str) -> User:
        if name not in self._people:
            self._people[name] = self.server.world.person(name)
        return self._people[name]

    def _direct(self, chat: Chat) -> Channel:
        return self._channels.setdefault(chat.name, self.server.world.direct(self._person(chat.name)))

    async def _channel(self, chat: Chat, who: str) -> Channel:
        """Where a chat is; whoever acts in a group is a member of it."""
        if not chat.group:
            return self._direct(chat)
        if chat.name not in self._channels:
            guild = await self.server.invite(
                members={self._person(name).id: Allow.MANAGE_MESSAGES for name in chat.admins}
            )
            self._channels[chat.name] = guild.channels[0]
        channel = self._channels[chat.name]
        assert channel.guild
        channel.guild.members.setdefault(self._person(who).id, Allow(0))
        return channel
