"""The service's answers, said in the chat or beneath the finger that pressed a button."""

from __future__ import annotations

import logging

from telegram import ReplyParameters
from telegram.error import BadRequest, ChatMigrated

from adapters.chat_order import ChatOrder
from adapters.contract import (
    Acknowledgement,
    ChatKind,
    ChatMoved,
    Event,
    IncomingAction,
    IncomingCommand,
    IncomingPhoto,
    Origin,
)
from adapters.handover import until_said
from adapters.telegram.client import Bot
from adapters.telegram.problems import delivering
from adapters.telegram.statuses import markup

NOTICE_LETTERS = 200
"""The longest notice that pops up on a press."""
GLANCE_LETTERS = 60
"""A longer one stays until it is tapped away."""
TEXT_LETTERS = 4096

log = logging.getLogger(__name__)


class Speaker:
    """Says the answers of one chat in order, each until it is said."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._order = ChatOrder()

    async def answer(self, event: Event, answer: Acknowledgement) -> None:
        """Say the answer to an event."""
        if isinstance(event, ChatMoved):
            return
        with self._order.taken(event.origin.chat) as turn:
            await turn.come()
            await until_said(lambda: self._say(event, answer))

    async def _say(
        self, event: IncomingAction | IncomingPhoto | IncomingCommand, answer: Acknowledgement
    ) -> None:
        with delivering():
            if isinstance(event, IncomingAction):
                await self._notice(event.press, None if answer.buttons else answer.text)
            if answer.text and (answer.buttons or not isinstance(event, IncomingAction)):
                quoted = event.origin.kind is ChatKind.GROUP or isinstance(event, IncomingPhoto)
                await self._write(event.origin, answer, quoted=quoted)

    async def _notice(self, press: str, text: str | None) -> None:
        """Every press is answered, or the button goes on turning; one that is too old cannot be."""
        try:
            await self._bot.answer_callback_query(
                press, (text or "")[:NOTICE_LETTERS] or None, show_alert=len(text or "") > GLANCE_LETTERS
            )
        except BadRequest as problem:
            log.info("A press was answered too late: %s", problem)

    async def _write(self, origin: Origin, answer: Acknowledgement, *, quoted: bool) -> None:
        text, keyboard = (answer.text or "")[:TEXT_LETTERS], markup(answer.buttons)
        try:
            await self._bot.send_message(
                int(origin.chat),
                text,
                message_thread_id=int(origin.thread) if origin.thread else None,
                reply_parameters=ReplyParameters(int(origin.message), allow_sending_without_reply=True)
                if quoted
                else None,
                reply_markup=keyboard,
            )
        except ChatMigrated as problem:  # the message that is answered has no number that is known there
            await self._bot.send_message(problem.new_chat_id, text, reply_markup=keyboard)
