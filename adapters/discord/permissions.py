"""What the bot must be allowed to do in a channel, and what of it is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import discord

from adapters.contract import Reader

INVITED_WITH = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    attach_files=True,
    read_message_history=True,
)
"""What the invitation link asks for; `read_message_history` is what answering a message needs."""


def missing(permissions: discord.Permissions, *, thread: bool) -> tuple[str, ...]:
    """Those that pictures cannot be sent without, by discord.py's names."""
    needed = ("view_channel", "send_messages_in_threads" if thread else "send_messages", "attach_files")
    if permissions.administrator:
        return ()
    return tuple(name for name in needed if not getattr(permissions, name))


def missing_in(channel: object) -> tuple[str, ...]:
    """What the bot lacks in a channel of a server; nothing where the channel is not known well enough."""
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread) or channel.guild.me is None:
        return ()
    return missing(channel.permissions_for(channel.guild.me), thread=isinstance(channel, discord.Thread))


def named(reader: Reader, permissions: Sequence[str], locale: str | None) -> str:
    """The permissions as Discord's own settings call them."""
    words = reader.words("discord.permission", locale)
    quoted: Callable[[str], str] = "“{}”".format
    return ", ".join(quoted(words.get(name, name)) for name in permissions)


def manages(permissions: discord.Permissions) -> bool:
    """Whether a person has a say over other people's messages."""
    return permissions.administrator or permissions.manage_messages
