"""The one message of a request that changes: a line of text, at last the before/after picture."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
)
from telegram.error import BadRequest, TelegramError

from adapters.contract import Buttons, Content, RequestState, Status
from adapters.telegram.client import Bot
from adapters.telegram.flood import Urgency
from adapters.telegram.problems import (
    delivering,
    no_caption,
    no_picture,
    no_right,
    no_text,
    unchanged,
    vanished,
)
from adapters.telegram.targets import Moves, Target

SEEN = "👀"
"""The reaction that says at once: I have it."""
BAR_CELLS = 12
CAPTION_LETTERS = 1024


class Statuses:
    """Makes and changes them."""

    def __init__(self, bot: Bot, moves: Moves, lacking: Callable[[str | None], str]) -> None:
        """`lacking` says, in a language, that no photos can be sent and what to do about it."""
        self._bot, self._moves, self._lacking = bot, moves, lacking

    async def update(self, status: Status) -> str:
        """See `Adapter.update`."""
        with delivering():
            return await self._moves.follow(status.to, lambda target: self._show(status, target))

    async def _show(self, status: Status, target: Target) -> str:
        try:
            return await self._show_with(status, status.picture, target)
        except BadRequest as problem:
            if status.picture is None or not (no_picture(problem) or no_right(problem)):
                raise
            if no_right(problem):
                status = replace(status, text=self._with_reason(status))
            return await self._show_with(status, None, target)  # the report and the buttons still matter

    def _with_reason(self, status: Status) -> str:
        why = self._lacking(status.to.language)
        return f"{status.text[: CAPTION_LETTERS - len(why) - 1]}\n{why}"

    async def _show_with(self, status: Status, picture: Content | None, target: Target) -> str:
        if status.message is None or target.moved:
            return await self._make(status, picture, target)
        try:
            await self._change(status, picture, target.chat, int(status.message))
        except BadRequest as problem:
            if vanished(problem):
                return await self._make(status, picture, target)
            if not unchanged(problem):
                raise
        return status.message

    async def _make(self, status: Status, picture: Content | None, target: Target) -> str:
        keyboard = markup(status.buttons)
        if picture is not None:
            message = await self._bot.send_photo(
                photo=await picture.read(),
                filename=picture.name,
                caption=status.text,
                reply_markup=keyboard,
                **target.address,
            )
            return str(message.message_id)
        writing = self._bot.send_message(text=status_text(status), reply_markup=keyboard, **target.address)
        message, _ = await asyncio.gather(writing, self._react(status, target))
        return str(message.message_id)

    async def _react(self, status: Status, target: Target) -> None:
        """The quickest answer there is; a chat may forbid it, and nothing hangs on it."""
        if status.state is RequestState.QUEUED and target.answers is not None:
            with contextlib.suppress(TelegramError):
                await self._bot.set_message_reaction(target.chat, target.answers, SEEN)

    async def _change(self, status: Status, picture: Content | None, chat: int, message: int) -> None:
        keyboard = markup(status.buttons)
        if picture is not None:
            media = InputMediaPhoto(await picture.read(), caption=status.text, filename=picture.name)
            await self._bot.edit_message_media(media, chat, message, reply_markup=keyboard)
        elif status.revision == 0:
            await self._change_words(status, chat, message, keyboard, caption=False)
        else:  # it was adjusted, so it has been a picture since
            await self._change_words(status, chat, message, keyboard, caption=True)

    async def _change_words(
        self,
        status: Status,
        chat: int,
        message: int,
        keyboard: InlineKeyboardMarkup | None,
        *,
        caption: bool,
        again: bool = True,
    ) -> None:
        """Change the text, or the caption where it is a picture, which Telegram does not tell before."""
        urgency = Urgency.ANSWER if status.state.final else Urgency.NEWS
        try:
            if caption:
                await self._bot.edit_message_caption(
                    chat, message, caption=status_text(status), reply_markup=keyboard, rate_limit_args=urgency
                )
            else:
                await self._bot.edit_message_text(
                    status_text(status), chat, message, reply_markup=keyboard, rate_limit_args=urgency
                )
        except BadRequest as problem:
            if not again or not (no_text(problem) or no_caption(problem)):
                raise
            await self._change_words(status, chat, message, keyboard, caption=not caption, again=False)


def status_text(status: Status) -> str:
    """The text, with a bar beneath it while there is work."""
    if status.progress is None:
        return status.text
    full = round(BAR_CELLS * min(1.0, max(0.0, status.progress)))
    return f"{status.text}\n{'▰' * full}{'▱' * (BAR_CELLS - full)}"


def markup(buttons: Buttons) -> InlineKeyboardMarkup | None:
    """Buttons as Telegram has them."""
    if not buttons:
        return None
    rows = [[InlineKeyboardButton(each.text, callback_data=each.action) for each in row] for row in buttons]
    return InlineKeyboardMarkup(rows)
