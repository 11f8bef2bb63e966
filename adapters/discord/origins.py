"""Where messages and interactions come from, in the contract's words."""

from __future__ import annotations

import discord

from adapters.contract import ChatKind, Origin
from adapters.discord.permissions import manages, missing
from adapters.discord.tokens import InteractionToken

Anyone = discord.Interaction[discord.Client]


def of_message(message: discord.Message, *, addressed: bool) -> Origin:
    """The origin of a message."""
    chat, thread = _chat(message.channel, message.channel.id)
    guild, author = message.guild, message.author
    if guild is None:
        return Origin(
            chat=chat,
            kind=ChatKind.PRIVATE,
            message=str(message.id),
            sender=str(author.id),
            sender_is_admin=True,
            addressed=True,
        )
    known = isinstance(author, discord.Member) and isinstance(
        message.channel, discord.abc.GuildChannel | discord.Thread
    )
    return Origin(
        chat=chat,
        kind=ChatKind.GROUP,
        message=str(message.id),
        sender=str(author.id),
        sender_is_admin=known and manages(message.channel.permissions_for(author)),  # type: ignore[arg-type]
        addressed=addressed,
        locale=str(guild.preferred_locale),
        thread=thread,
        upload_limit_bytes=guild.filesize_limit,
    )


def of_interaction(
    interaction: Anyone, response: int, *, private: bool, message: int | None = None, chat: str = ""
) -> Origin:
    """The origin of an interaction that was acknowledged.

    `response` is the message that its answer edits, `private` = only the person sees it; `message` is the one
    that holds the pressed button; `chat` is the one that the button belongs to, where that is another one.
    """
    here, thread = _chat(interaction.channel, interaction.channel_id or interaction.user.id)
    kind = ChatKind.PRIVATE if interaction.context.dm_channel else ChatKind.GROUP
    admin = kind is ChatKind.PRIVATE or manages(interaction.permissions)
    if chat and chat != here:  # the message stands apart, and who manages messages there does not count here
        here, thread, kind, admin = chat, None, ChatKind.GROUP, False
    token = InteractionToken.of(interaction, response, private=private, posts=_posts(interaction))
    return Origin(
        chat=here,
        kind=kind,
        message=str(message or interaction.id),
        sender=str(interaction.user.id),
        sender_is_admin=admin,
        addressed=True,
        locale=str(interaction.locale),
        thread=thread,
        upload_limit_bytes=interaction.filesize_limit,
        context=token.to_json(),
    )


def home(interaction: Anyone) -> str:
    """The chat whose order an interaction keeps."""
    return _chat(interaction.channel, interaction.channel_id or interaction.user.id)[0]


def _chat(channel: object, number: int) -> tuple[str, str | None]:
    """The chat and, where the channel is a thread of it, the thread."""
    if isinstance(channel, discord.Thread):
        return str(channel.parent_id), str(channel.id)
    return str(number), None


def _posts(interaction: Anyone) -> bool:
    """Whether the bot may write into the channel by itself, as it cannot where it is no member."""
    if interaction.context.dm_channel:
        return True
    thread = isinstance(interaction.channel, discord.Thread)
    return interaction.is_guild_integration() and not missing(interaction.app_permissions, thread=thread)
