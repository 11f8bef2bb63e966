"""discord.py's client as this adapter uses it: few intents, no caches, and nobody is ever pinged."""

from __future__ import annotations

from typing import Protocol

import discord

MOST_PATIENCE_SECONDS = 30.0
"""Rate limits up to this long are waited for inside a call (discord.py knows no less); longer ones end it."""


class Listener(Protocol):
    """Who hears what happens."""

    async def pressed(self, interaction: discord.Interaction[HeirloomClient], chat: str, action: str) -> None:
        """A button was pressed, or something chosen from a menu."""
        ...

    async def message_received(self, message: discord.Message) -> None:
        """Somebody wrote something."""
        ...

    def connected(self) -> None:
        """The gateway has greeted the bot."""
        ...


class HeirloomClient(discord.Client):
    """A connection to Discord that hands everything to its listener."""

    def __init__(self, listener: Listener, *, message_content: bool) -> None:
        """`message_content` = the operator was granted the privileged intent."""
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        intents.message_content = message_content
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=MOST_PATIENCE_SECONDS,
        )
        self.listener = listener

    async def on_connect(self) -> None:
        """READY came."""
        self.listener.connected()

    async def on_message(self, message: discord.Message) -> None:
        """MESSAGE_CREATE came."""
        await self.listener.message_received(message)


Interaction = discord.Interaction[HeirloomClient]
