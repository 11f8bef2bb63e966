"""Updates read as events: what somebody sent, asked for or pressed, and whether the bot was meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from telegram import CallbackQuery, Message, MessageEntity, Update, User
from telegram.constants import ChatType

from adapters.contract import (
    ChatKind,
    ChatMoved,
    Event,
    IncomingAction,
    IncomingCommand,
    IncomingPhoto,
    Origin,
    Picture,
)
from adapters.telegram.members import Members
from adapters.telegram.pictures import meant_as_photo, picture

_PRIVATE = ChatType.PRIVATE


class UpdateReader:
    """Reads updates as one bot.

    Bots are not answered, this one included; channels are not read.
    """

    def __init__(self, me: User, members: Members, commands: Callable[[], Collection[str]]) -> None:
        """`commands` names those that there are."""
        self._me, self._members, self._commands = me, members, commands

    async def event(self, update: Update) -> Event | None:
        """What happened; None when it is nothing to the bot.

        Raises:
            NotNow: something must be asked of Telegram for it, and cannot be now.
        """
        if update.callback_query is not None:
            return await self._press(update.callback_query)
        message = update.message
        if message is None:
            return None
        if message.migrate_to_chat_id is not None:
            return ChatMoved(chat=str(message.chat_id), to=str(message.migrate_to_chat_id))
        if message.migrate_from_chat_id is not None:
            return ChatMoved(chat=str(message.migrate_from_chat_id), to=str(message.chat_id))
        if message.sender_chat is None and (message.from_user is None or message.from_user.is_bot):
            return None
        return await self._incoming_command(message) or self._photo(message)

    # ------------------------------------------------------------------------------------------ messages

    def _photo(self, message: Message) -> IncomingPhoto | None:
        alone = message.chat.type == _PRIVATE
        if not meant_as_photo(message, alone=alone) or self._for_another_bot(message):
            return None
        return IncomingPhoto(
            origin=self._origin(
                message, addressed=alone or self._mentioned(message) or self._answers_me(message)
            ),
            pictures=(picture(message),),
            caption=self._without_mention(message),
        )

    async def _incoming_command(self, message: Message) -> IncomingCommand | None:
        """A command, or what comes to one."""
        command = self._command_in(message)
        if command is None:
            return None
        name, argument = command
        pictures = _pictures_asked_for(message)
        origin = await self._with_rights(message, self._origin(message, addressed=True))
        return IncomingCommand(
            origin=origin, name=name, argument=argument, pictures=pictures, person=_author(message)
        )

    def _command_in(self, message: Message) -> tuple[str, str] | None:
        """The name of the command and the rest of the text."""
        alone = message.chat.type == _PRIVATE
        command = self._command(message)
        if command is not None:
            name, whom, argument = command
            if whom not in ("", self._name):
                return None
            if name not in self._commands():
                if not alone and not whom:
                    return None  # it is another bot's
                if meant_as_photo(message, alone=True):
                    return "restore", argument  # a word of another language, or a slip of the finger
            return self._linked(argument) if name == "start" and argument else (name, argument)
        if meant_as_photo(message, alone=alone):
            return None
        if self._me in message.new_chat_members or message.group_chat_created:
            return "start", ""
        if alone:
            return ("help", "") if message.text or message.effective_attachment else None
        return ("restore", self._without_mention(message)) if self._mentioned(message) else None

    def _linked(self, payload: str) -> tuple[str, str]:
        """What a deep link asks for: t.me/<bot>?start=<command> or <command>_<argument>."""
        name, _, argument = payload.partition("_")
        return (name, argument) if name in self._commands() else ("start", payload)

    def _command(self, message: Message) -> tuple[str, str, str] | None:
        """The command that a message begins with: its name, the bot it names, and the text after it."""
        for entity, text in _entities(message, MessageEntity.BOT_COMMAND).items():
            if entity.offset == 0:
                name, _, whom = text.removeprefix("/").lower().partition("@")
                rest = (message.text or message.caption or "")[len(text) :]
                return name, whom, rest.strip()
        return None

    def _for_another_bot(self, message: Message) -> bool:
        command = self._command(message)
        return command is not None and command[1] not in ("", self._name)

    def _mentioned(self, message: Message) -> bool:
        return bool(self._mentions(message))

    def _mentions(self, message: Message) -> list[str]:
        by_name = [
            text
            for text in _entities(message, MessageEntity.MENTION).values()
            if text.removeprefix("@").lower() == self._name
        ]
        found = _entities(message, MessageEntity.TEXT_MENTION)
        return by_name + [text for entity, text in found.items() if entity.user == self._me]

    def _without_mention(self, message: Message) -> str:
        text = message.text or message.caption or ""
        for mention in self._mentions(message):
            text = text.replace(mention, "", 1)
        return text.strip()

    def _answers_me(self, message: Message) -> bool:
        return message.reply_to_message is not None and message.reply_to_message.from_user == self._me

    # ------------------------------------------------------------------------------------------- buttons

    async def _press(self, query: CallbackQuery) -> IncomingAction | None:
        if query.message is None or query.data is None or query.from_user.is_bot:
            return None
        message = query.message
        origin = Origin(
            chat=str(message.chat.id),
            kind=_kind(message.chat.type),
            message=str(message.message_id),
            sender=str(query.from_user.id),
            sender_is_admin=message.chat.type == _PRIVATE,
            addressed=True,
            locale=query.from_user.language_code,
            thread=_thread(message) if isinstance(message, Message) else None,
        )
        return IncomingAction(origin=await self._with_rights(None, origin), action=query.data, press=query.id)

    # ------------------------------------------------------------------------------------------ who and where

    def _origin(self, message: Message, *, addressed: bool) -> Origin:
        channel, user = message.sender_chat, message.from_user
        sender = channel or user
        return Origin(
            chat=str(message.chat_id),
            kind=_kind(message.chat.type),
            message=str(message.message_id),
            sender=str(sender.id if sender else 0),
            sender_is_admin=message.chat.type == _PRIVATE
            or channel == message.chat,  # an admin without a name
            addressed=addressed,
            locale=user.language_code if user and not channel else None,
            thread=_thread(message),
        )

    async def _with_rights(self, message: Message | None, origin: Origin) -> Origin:
        """In groups, who may change settings and what the bot is shown there must be asked."""
        if origin.kind is ChatKind.PRIVATE:
            return origin
        named = message is None or message.sender_chat is None
        admin = origin.sender_is_admin or (named and await self._members.is_admin(origin.chat, origin.sender))
        return replace(origin, sender_is_admin=admin, sees_all=await self._members.sees_all(origin.chat))

    @property
    def _name(self) -> str:
        return (self._me.username or "").lower()


def _pictures_asked_for(message: Message) -> tuple[Picture, ...]:
    """The photo that a command is about: its own, or that of the message that it answers, here or in another
    chat. Whoever asks means a photo, so any file is taken, and the service says what is wrong with it."""
    for about in (message, message.reply_to_message):
        if about is not None and meant_as_photo(about, alone=True):
            return (picture(about),)
    elsewhere = message.external_reply
    if elsewhere is not None and meant_as_photo(elsewhere, alone=True):
        return (picture(elsewhere, message),)
    return ()


def _entities(message: Message, kind: str) -> Mapping[MessageEntity, str]:
    """The marked pieces of a text or caption, of one kind."""
    if message.text:
        return message.parse_entities([kind])
    return message.parse_caption_entities([kind]) if message.caption else {}


def _author(message: Message) -> str | None:
    """Who wrote the message that this one answers; everything in a topic answers its first message, and so
    does not."""
    answered = message.reply_to_message
    if answered is None or answered.forum_topic_created is not None:
        return None
    if answered.sender_chat is not None:
        return str(answered.sender_chat.id)
    user = answered.from_user
    return None if user is None or user.is_bot else str(user.id)


def _kind(chat_type: str) -> ChatKind:
    return ChatKind.PRIVATE if chat_type == _PRIVATE else ChatKind.GROUP


def _thread(message: Message) -> str | None:
    """The topic; a chain of answers in an ordinary group has such a number too, and nothing is sent to it."""
    return str(message.message_thread_id) if message.is_topic_message else None
