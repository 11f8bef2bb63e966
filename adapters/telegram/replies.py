"""Pictures on their way out: one alone, several as an album, shown or as files."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import InputMediaDocument, InputMediaPhoto, Message
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError

from adapters.contract import Content, Reply
from adapters.telegram.client import Bot
from adapters.telegram.problems import delivering, no_picture, no_right
from adapters.telegram.targets import Moves, Target

ACTION_SECONDS = 4.5
"""How often "sends a photo …" is said anew; Telegram shows it for five seconds."""
LONGEST_SIDE_RATIO = 20
"""A picture that is longer for its width can only go as a file."""


class Replies:
    """Sends them."""

    def __init__(self, bot: Bot, moves: Moves) -> None:
        self._bot, self._moves = bot, moves

    async def deliver(self, reply: Reply) -> tuple[str, ...]:
        """See `Adapter.deliver`."""
        with delivering():
            return await self._moves.follow(reply.to, lambda target: self._send(reply, target))

    async def _send(self, reply: Reply, target: Target) -> tuple[str, ...]:
        as_files = any(each.as_file or not _showable(each.content) for each in reply.enclosures)
        async with self._sending(target, as_files=as_files):
            files = [(await each.content.read(), each.content.name) for each in reply.enclosures]
            try:
                messages = await self._album(files, reply.text, target, as_files=as_files)
            except BadRequest as problem:
                if as_files or not (no_picture(problem) or no_right(problem)):
                    raise
                messages = await self._album(files, reply.text, target, as_files=True)
        return tuple(str(message.message_id) for message in messages)

    async def _album(
        self, files: list[tuple[bytes, str]], caption: str, target: Target, *, as_files: bool
    ) -> tuple[Message, ...]:
        if len(files) == 1:
            ((data, name),) = files
            if not as_files:
                return (
                    await self._bot.send_photo(photo=data, filename=name, caption=caption, **target.address),
                )
            return (
                await self._bot.send_document(
                    document=data,
                    filename=name,
                    caption=caption,
                    disable_content_type_detection=True,
                    **target.address,
                ),
            )
        kind = InputMediaDocument if as_files else InputMediaPhoto
        media = [kind(data, filename=name) for data, name in files]
        return await self._bot.send_media_group(media=media, caption=caption or None, **target.address)

    @asynccontextmanager
    async def _sending(self, target: Target, *, as_files: bool) -> AsyncIterator[None]:
        """Say that something is on its way for as long as it is."""
        action = ChatAction.UPLOAD_DOCUMENT if as_files else ChatAction.UPLOAD_PHOTO

        async def say() -> None:
            with contextlib.suppress(TelegramError):
                while True:
                    await self._bot.send_chat_action(target.chat, action, message_thread_id=target.thread)
                    await asyncio.sleep(ACTION_SECONDS)

        saying = asyncio.create_task(say())
        try:
            yield
        finally:
            saying.cancel()
            await asyncio.gather(saying, return_exceptions=True)


def _showable(content: Content) -> bool:
    sides = sorted((content.width, content.height))
    return sides[1] <= LONGEST_SIDE_RATIO * max(1, sides[0])
