"""A Discord on loopback: REST API, gateway and files, and what people do there.

discord.py logs in to it as it is, by its two addresses. It holds the bot to Discord's rules: an interaction
is acknowledged once and answered for 15 minutes, tokens and permissions are checked, forms are validated, a
nonce is enforced, and whoever may not read a message is not shown what it says.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from aiohttp import web

from tests.servers.discord import payloads
from tests.servers.discord.files import Files
from tests.servers.discord.gateway import Gateway
from tests.servers.discord.rest import Rest
from tests.servers.discord.world import Channel, File, Guild, Interaction, Kind, Message, User, World

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz-0123456789_A"
_LARGEST_REQUEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sends."""

    data: bytes
    name: str = "photo.jpg"


class DiscordServer:
    """`async with` runs it."""

    def __init__(self) -> None:
        self.world = World()
        self.gateway = Gateway(self.world, TOKEN)
        self.rest = Rest(self.world, self.gateway)
        self.files = Files(self.world)
        self.base = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=_LARGEST_REQUEST)
        api = web.Application(middlewares=[self.rest.around], client_max_size=_LARGEST_REQUEST)
        api.add_routes(self.rest.routes())
        app.add_subapp("/api/v10", api)
        app.add_routes(
            [
                web.get("/gateway/", self.gateway.handle),
                web.get("/attachments/{channel}/{file}/{name}", self.files.handle),
            ]
        )
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base = self.rest.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.gateway.resume_url = self.gateway_url
        return self

    async def __aexit__(self, *_: object) -> None:
        self.files.gate.set()
        for gate in self.rest.held.values():
            gate.set()
        await self.gateway.drop()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """What `discord.api_url` has to be."""
        return f"{self.base}/api/v10"

    @property
    def gateway_url(self) -> str:
        """What `discord.gateway_url` has to be."""
        return self.base.replace("http", "ws", 1) + "/gateway/"

    def environment(self, **more: str) -> dict[str, str]:
        """The settings by which the service finds this server."""
        return {
            "HEIRLOOM_DISCORD_TOKEN": TOKEN,
            "HEIRLOOM_DISCORD_API_URL": self.api_url,
            "HEIRLOOM_DISCORD_GATEWAY_URL": self.gateway_url,
            **more,
        }

    # What people do.

    async def invite(self, *people: User, **more: Any) -> Guild:
        """Somebody makes a server with one channel, and invites the bot."""
        guild = self.world.guild("family", *people, **more)
        if guild.bot is not None:
            await self.gateway.dispatch("GUILD_CREATE", payloads.guild(guild, self.world.bot))
        return guild

    async def change(self, guild: Guild) -> None:
        """Somebody changes what the bot may do in a server."""
        role = payloads.guild(guild, self.world.bot)["roles"][1]
        await self.gateway.dispatch("GUILD_ROLE_UPDATE", {"guild_id": str(guild.id), "role": role})
        await self.gateway.flushed()

    async def thread(self, guild: Guild) -> Channel:
        """Somebody begins a thread in the first channel of a server."""
        thread = self.world.channel(Kind.THREAD, guild, parent=guild.channels[0])
        await self.gateway.dispatch("THREAD_CREATE", payloads.channel(thread))
        return thread

    async def say(
        self,
        author: User,
        channel: Channel,
        text: str = "",
        *files: Upload,
        answers: Message | None = None,
        mention: bool = False,
    ) -> Message:
        """Somebody writes a message; `mention` = to the bot, and an answer to the bot pings it."""
        bot = self.world.bot
        made = self._files(channel, files)
        words = f"<@{bot.id}> {text}".strip() if mention else text
        pinged = mention or (answers is not None and answers.author is bot)
        message = self.world.message(
            channel,
            author,
            words,
            files=made,
            answers=answers.id if answers else None,
            mentions=[bot] if pinged else [],
        )
        await self.repeat(message)
        return message

    async def forward(self, author: User, channel: Channel, original: Message) -> Message:
        """Somebody forwards a message."""
        message = self.world.message(channel, author)
        said = payloads.message(message, self.base)
        keys = ("content", "attachments", "embeds", "timestamp", "edited_timestamp", "type", "flags")
        copy = {key: value for key, value in payloads.message(original, self.base).items() if key in keys}
        said["message_snapshots"] = [{"message": copy}]
        said["message_reference"] = {"type": 1, "message_id": str(original.id), "channel_id": str(channel.id)}
        await self.gateway.dispatch("MESSAGE_CREATE", said)
        return message

    async def repeat(self, message: Message) -> None:
        """Tell the bot of a message."""
        answered = self.world.messages.get(message.answers or 0)
        readable = self.rest.readable(message)
        said = payloads.message(message, self.base, content=readable)
        if answered:
            shown = self.rest.readable(answered)
            said["referenced_message"] = payloads.message(answered, self.base, content=shown)
        await self.gateway.dispatch("MESSAGE_CREATE", said)

    async def slash(
        self, person: User, channel: Channel, name: str, *, installed_by_person: bool = False, **options: Any
    ) -> Interaction:
        """Somebody gives a slash command; an `Upload` among the options is an attachment."""
        command = self._command(name, 1)
        kinds = {option["name"]: option["type"] for option in command["options"]}
        given: list[dict[str, Any]] = []
        attachments: dict[str, Any] = {}
        for key, value in options.items():
            if isinstance(value, Upload):
                (file,) = self._files(channel, [value])
                attachments[str(file.id)] = payloads.attachment(file, self.base) | {"ephemeral": True}
                value = str(file.id)
            given.append({"name": key, "type": kinds[key], "value": value})
        data = {"id": command["id"], "name": name, "type": 1, "options": given}
        data["resolved"] = {"attachments": attachments}
        return await self._interact(person, channel, 2, data, installed_by_person=installed_by_person)

    async def menu(
        self, person: User, message: Message, name: str, *, installed_by_person: bool = False
    ) -> Interaction:
        """Somebody chooses a command from the menu of a message; the bot is shown that message."""
        command = self._command(name, 3)
        resolved = {"messages": {str(message.id): payloads.message(message, self.base)}}
        data = {
            "id": command["id"],
            "name": name,
            "type": 3,
            "target_id": str(message.id),
            "resolved": resolved,
        }
        return await self._interact(
            person, message.channel, 2, data, target=message, installed_by_person=installed_by_person
        )

    async def press(
        self,
        person: User,
        message: Message,
        action: str,
        *,
        installed_by_person: bool = False,
        times: int = 1,
    ) -> Interaction:
        """Somebody presses the button, or chooses the option, of that action; a press may arrive `times`."""
        data = _component(message, action)
        return await self._interact(
            person,
            message.channel,
            3,
            data,
            message=message,
            installed_by_person=installed_by_person,
            times=times,
        )

    async def delete(self, message: Message) -> None:
        """A message is deleted."""
        message.gone = True
        said = {"id": str(message.id), "channel_id": str(message.channel.id)}
        if message.channel.guild:
            said["guild_id"] = str(message.channel.guild.id)
        await self.gateway.dispatch("MESSAGE_DELETE", said)

    # What people see.

    def bots(self, channel: Channel) -> list[Message]:
        """What the bot wrote into a channel; what is only promised is not there yet."""
        mine = [each for each in self.world.in_channel(channel) if each.author is self.world.bot]
        return [each for each in mine if each.content or each.files]

    # How it is told.

    def _files(self, channel: Channel, uploads: Sequence[Upload]) -> list[File]:
        return [self.world.file(channel, upload.name, upload.data) for upload in uploads]

    def _command(self, name: str, kind: int) -> dict[str, Any]:
        found = [each for each in self.rest.commands if (each["name"], each.get("type", 1)) == (name, kind)]
        return {"id": "1"} | found[0]

    async def _interact(
        self,
        person: User,
        channel: Channel,
        kind: int,
        data: dict[str, Any],
        *,
        installed_by_person: bool,
        message: Message | None = None,
        target: Message | None = None,
        times: int = 1,
    ) -> Interaction:
        interaction = Interaction(
            self.world.snowflake(),
            f"aW50ZXJhY3Rpb246{secrets.token_urlsafe(60)}",
            kind,
            person,
            channel,
            data,
            message,
            target,
            member_of_guild=not installed_by_person,
        )
        self.world.interactions[interaction.token] = interaction
        may = self.world.may(channel)
        for _ in range(times):
            await self.gateway.dispatch(
                "INTERACTION_CREATE", payloads.interaction(interaction, self.base, self.world.bot, may)
            )
        return interaction


def _component(message: Message, action: str) -> dict[str, Any]:
    """What Discord tells of the button or option whose custom id or value ends with an action."""
    rows: list[Any] = message.components
    for item in (item for row in rows for item in row["components"]):
        if item["type"] == 2 and item["custom_id"].endswith(action):
            return {"custom_id": item["custom_id"], "component_type": 2}
        if any(option["value"].endswith(action) for option in item.get("options", [])):
            return {"custom_id": item["custom_id"], "component_type": 3, "values": [action]}
    raise AssertionError(f"no button for {action}")
