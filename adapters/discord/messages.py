"""Messages: a photo sent in private, one that mentions the bot, and a mention that answers one."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass

import discord

from adapters.contract import (
    Buttons,
    ChatKind,
    Destination,
    Event,
    IncomingCommand,
    IncomingPhoto,
    Origin,
    Picture,
    Reader,
    Reference,
)
from adapters.discord import origins, permissions
from adapters.discord.attachments import Attachments
from adapters.discord.commands import PHOTO_COMMANDS, files_of
from adapters.discord.outgoing import OutgoingMessage
from adapters.discord.sending import Sender
from adapters.handover import Handover, until_said

log = logging.getLogger(__name__)

_ATTEMPTS = 5
_STANDS_ALONE = frozenset({"start", "help", "settings", "cancel", "privacy", "forget", "stats"})
"""Commands that nothing stands behind: where something does, they are words like others."""
_SPOKEN_TO = (discord.MessageType.default, discord.MessageType.reply)


@dataclass(frozen=True, slots=True)
class Mention:
    """What a message asks for.

    Attributes:
        holder: the message whose files it is about: itself, or the one that it answers.
        addressed: the bot is spoken to.
        command: the command that its first word is, if it is one.
        text: the rest of its words.
        unseen: it answers a message whose files Discord does not show.
    """

    holder: discord.Message
    addressed: bool
    command: str | None
    text: str
    unseen: bool = False


def read_message(message: discord.Message, bot: int, commands: Mapping[str, str]) -> Mention | None:
    """Read a message, with `commands` by the words for them; None where it is nothing for the bot."""
    if message.author.bot or message.webhook_id or message.type not in _SPOKEN_TO:
        return None
    pattern = re.compile(rf"<@!?{bot}>")
    private = message.guild is None
    named = private or pattern.search(message.content) is not None
    addressed = named or any(user.id == bot for user in message.mentions)
    answered = message.reference.resolved if message.reference else None
    holder = message
    if named and not files_of(message) and isinstance(answered, discord.Message):
        holder = answered
    first, _, rest = pattern.sub("", message.content).strip().partition(" ")
    word = first.removeprefix("/").lower()
    command = commands.get(word) if named else None
    if command in _STANDS_ALONE and rest.strip() and not first.startswith("/"):
        command = None  # "forget it" is no command
    if not files_of(holder) and not named:  # an answer to the bot pings it, and is not always a wish
        return None
    return Mention(
        holder,
        addressed,
        command,
        rest.strip() if command else f"{first} {rest}".strip(),
        unseen=holder is not message and not files_of(holder),
    )


class Messages:
    """Answers messages."""

    def __init__(
        self, handover: Handover, reader: Reader, attachments: Attachments, sender: Sender, *, automatic: bool
    ) -> None:
        """`automatic` as in `Commands`."""
        self._handover = handover
        self._reader = reader
        self._attachments = attachments
        self._sender = sender
        names = {entry.name for entry in reader.commands() if automatic or entry.name != "automatic"}
        self._commands = {
            word: name
            for language in reader.languages()
            for name, word in reader.words("discord.name", language).items()
            if name in names
        } | {name: name for name in names}

    async def received(self, message: discord.Message, bot: int) -> None:
        """Hand a message over, where it is for the bot; `bot` is its id."""
        mention = read_message(message, bot, self._commands)
        if mention is None:
            return
        origin = origins.of_message(message, addressed=mention.addressed)
        try:
            await self._take(message, mention, origin)
        except Exception:
            log.exception("A message could not be handed over")
            if mention.addressed:
                await self._say(origin, self._reader.say("discord.went_wrong", origin.locale))

    async def _take(self, message: discord.Message, mention: Mention, origin: Origin) -> None:
        with self._handover.taken(origin.chat) as turn:
            await turn.come()
            if mention.addressed and (lacking := permissions.missing_in(message.channel)):
                named = permissions.named(self._reader, lacking, origin.locale)
                await self._say(origin, self._reader.say("discord.lacking", origin.locale, permissions=named))
                return
            if mention.unseen and mention.command in (None, *PHOTO_COMMANDS):
                await self._say(origin, self._reader.say("discord.unseen", origin.locale))
                return
            async with self._attachments.at_once:
                answer = await self._handover.receive(await self._event(origin, mention))
            if answer.text is not None:
                await self._say(origin, answer.text, answer.buttons)

    async def _event(self, origin: Origin, mention: Mention) -> Event:
        pictures = await self._pictures(mention)
        if mention.command:
            author = mention.holder.author
            person = None if author.bot or mention.holder.id == int(origin.message) else str(author.id)
            return IncomingCommand(
                origin=origin, name=mention.command, argument=mention.text, pictures=pictures, person=person
            )
        if pictures and mention.holder.id == int(origin.message):
            return IncomingPhoto(origin=origin, pictures=pictures, caption=mention.text)
        greets = origin.kind is ChatKind.PRIVATE and not pictures
        return IncomingCommand(origin=origin, name="start" if greets else "restore", pictures=pictures)

    async def _pictures(self, mention: Mention) -> tuple[Picture, ...]:
        """The files, downloaded where they are asked for; those that nobody asks for yet are referred to."""
        message = mention.holder
        where = {"channel": str(message.channel.id), "message": str(message.id)}
        if mention.addressed:
            return await self._attachments.pictures(files_of(message), message=message.id, where=where)
        return tuple(
            Picture(
                message=str(message.id),
                index=index,
                file=Reference(str(attachment.id), where),
                size_bytes=attachment.size,
            )
            for index, attachment in enumerate(files_of(message))
        )

    async def _say(self, origin: Origin, text: str, buttons: Buttons = ()) -> None:
        """Answer a message; the nonce keeps a second attempt from being a second answer."""
        to = Destination(
            chat=origin.chat,
            kind=origin.kind,
            thread=origin.thread,
            answers=origin.message,
            sender=origin.sender,
            language=origin.locale,
        )
        outgoing = OutgoingMessage(f"answer-{origin.message}", text, buttons=buttons)
        await until_said(lambda: self._sender.send(to, outgoing), _ATTEMPTS)
