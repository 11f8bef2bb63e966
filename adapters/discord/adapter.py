"""The adapter: logs in, listens until it is told to stop, and sends."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import AsyncExitStack

import discord
from discord.backoff import ExponentialBackoff

from adapters.contract import (
    Capabilities,
    Delayed,
    Host,
    Receive,
    Reference,
    Refused,
    Reply,
    Status,
    Unusable,
)
from adapters.discord.addresses import file_origins, point_at
from adapters.discord.attachments import Attachments
from adapters.discord.buttons import ActionButton, ActionSelect
from adapters.discord.client import HeirloomClient
from adapters.discord.commands import Commands, files_of
from adapters.discord.cooldowns import Cooldowns
from adapters.discord.errors import NETWORK, connection_refused, content_not_granted, wrong_token
from adapters.discord.interactions import Interactions
from adapters.discord.invitation import link
from adapters.discord.messages import Messages
from adapters.discord.registration import register
from adapters.discord.sending import Sender
from adapters.discord.settings import DiscordSettings
from adapters.discord.translator import CatalogueTranslator
from adapters.handover import Handover

log = logging.getLogger(__name__)

UPLOAD_LIMIT_BYTES = 10 * 1024 * 1024
"""Where a server has no higher one."""

_DOWNLOAD_LIMIT_BYTES = 500 * 1024 * 1024
_MESSAGE_CHARACTERS = 2000
_REMARK_CHARACTERS = 400
"""What is left for a word of the adapter's own: why something comes alone, or without its pictures."""
_OFFLINE_SECONDS = 10.0
_LONGEST_PAUSE_SECONDS = 60.0
_REFUSED_TOKEN = 4004
"""Close code of the gateway."""


class DiscordAdapter:
    """One bot on Discord."""

    name = "discord"

    def __init__(self, settings: DiscordSettings, host: Host, clock: Callable[[], float] = time.time) -> None:
        """`clock` tells seconds since the epoch."""
        self.capabilities = Capabilities(
            edit_seconds=3.0,
            album_size=10,
            upload_limit_bytes=UPLOAD_LIMIT_BYTES,
            photo_limit_bytes=UPLOAD_LIMIT_BYTES,
            photo_limit_px=1 << 30,
            download_limit_bytes=_DOWNLOAD_LIMIT_BYTES,
            text_limit=_MESSAGE_CHARACTERS - _REMARK_CHARACTERS,
            unasked=settings.message_content,
        )
        self._settings = settings
        self._host = host
        self._client: HeirloomClient | None = None
        self._attachments = Attachments(file_origins(settings), host.limit_bytes)
        self._cooldowns = Cooldowns(time.monotonic)
        self._sender = Sender(lambda: self._client, host.reader, clock)
        self._listening = asyncio.Event()
        self._handover: Handover | None = None
        self.account = ""

    async def run(self, receive: Receive) -> None:
        """See `Adapter.run`.

        Raises:
            Unusable: Discord refuses the token, or what the settings ask for.
        """
        point_at(self._settings)
        backoff = ExponentialBackoff[bool]()
        async with self._attachments:
            while True:
                try:
                    await self._session(receive)
                except (discord.HTTPException, *NETWORK) as problem:
                    log.warning("Discord cannot be reached: %s", type(problem).__name__)
                except Unusable:
                    raise
                except Exception:
                    log.exception("The connection to Discord broke")
                await asyncio.sleep(min(_LONGEST_PAUSE_SECONDS, backoff.delay()))

    async def listening(self) -> None:
        """Wait until the gateway has greeted the bot."""
        await self._listening.wait()

    async def settled(self) -> None:
        """Wait until the service has taken everything that came, and it was answered."""
        if self._handover is not None:
            await self._handover.settled()

    async def fetch(self, reference: Reference, limit_bytes: int) -> bytes:
        """See `Adapter.fetch`: the message is asked for again, because addresses of files expire."""
        if not reference.details:
            raise Refused("gone", "a file of a command")
        if self._client is None:
            raise Delayed(_OFFLINE_SECONDS, "not logged in")
        channel = self._client.get_partial_messageable(int(reference.details["channel"]))
        try:
            message = await channel.fetch_message(int(reference.details["message"]))
        except discord.Forbidden as problem:
            raise Refused("forbidden", str(problem.code)) from problem
        except discord.NotFound as problem:
            raise Refused("gone", str(problem.code)) from problem
        except (discord.DiscordException, *NETWORK) as problem:
            raise Delayed(_OFFLINE_SECONDS, type(problem).__name__) from problem
        for attachment in files_of(message):
            if str(attachment.id) == reference.id:
                return await self._attachments.download(attachment.url, limit_bytes)
        raise Refused("gone", "not in the message")

    async def update(self, status: Status) -> str | None:
        """See `Adapter.update`."""
        return await self._sender.update(status)

    async def deliver(self, reply: Reply) -> tuple[str, ...]:
        """See `Adapter.deliver`."""
        return await self._sender.deliver(reply)

    # -------------------------------------------------------------------------------------- a connection

    async def _session(self, receive: Receive) -> None:
        """Log in and listen, over any number of reconnections, until something ends it."""
        self._handover = handover = Handover(receive)
        listener = _Listener(
            Interactions(handover, self._host.reader, self._attachments, self._cooldowns),
            Messages(
                handover,
                self._host.reader,
                self._attachments,
                self._sender,
                automatic=self._settings.message_content,
            ),
            self._listening,
        )
        client = HeirloomClient(listener, message_content=self._settings.message_content)
        listener.client = client
        async with AsyncExitStack() as ending:
            ending.push_async_callback(client.close)
            try:
                await client.login(_checked(self._settings.token))
                await self._prepare(client, listener.interactions)
                self._client = client
                ending.callback(self._forget)
                ending.push_async_callback(handover.close)
                await client.connect()
            except discord.LoginFailure as problem:
                raise wrong_token(variable="HEIRLOOM_DISCORD_TOKEN") from problem
            except discord.PrivilegedIntentsRequired as problem:
                raise content_not_granted(key="discord.message_content") from problem
            except discord.ConnectionClosed as problem:
                if problem.code == _REFUSED_TOKEN:
                    raise wrong_token(variable="HEIRLOOM_DISCORD_TOKEN") from problem
                raise connection_refused(number=problem.code) from problem

    async def _prepare(self, client: HeirloomClient, interactions: Interactions) -> None:
        self.account = str(client.application_id)
        client.add_dynamic_items(ActionButton, ActionSelect)
        commands = Commands(
            client, self._host.reader, interactions, self._cooldowns, automatic=self._settings.message_content
        )
        await commands.set_translator(CatalogueTranslator(self._host.reader))
        if await register(commands, self._host.folder):
            log.info("The commands were registered")
        if not self._listening.is_set():
            url = link(client.application_id or 0)
            self._host.say(self._host.reader.say("discord.invitation", self._host.language, url=url))

    def _forget(self) -> None:
        self._client = None
        self._listening.clear()


def _checked(token: str) -> str:
    """A token, unless it is none at all: what no header can hold is told before it fails in one."""
    token = token.strip()
    if not token or not token.isascii() or not token.isprintable():
        raise wrong_token(variable="HEIRLOOM_DISCORD_TOKEN")
    return token


class _Listener:
    """Sorts what happens."""

    client: HeirloomClient

    def __init__(self, interactions: Interactions, messages: Messages, listening: asyncio.Event) -> None:
        self.interactions = interactions
        self._messages = messages
        self._listening = listening

    async def pressed(self, interaction: discord.Interaction[HeirloomClient], chat: str, action: str) -> None:
        await self.interactions.pressed(interaction, chat, action)

    async def message_received(self, message: discord.Message) -> None:
        if self.client.user is not None:
            await self._messages.received(message, self.client.user.id)

    def connected(self) -> None:
        log.info("Listening on Discord")
        self._listening.set()
