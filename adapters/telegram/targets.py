"""Where messages go: the chat, which may have become another one, the topic, and the message to answer."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypedDict, TypeVar

from telegram import ReplyParameters
from telegram.error import ChatMigrated

from adapters.contract import Destination

log = logging.getLogger(__name__)

Result = TypeVar("Result")


class Address(TypedDict):
    """What every method of the Bot API that sends something is told."""

    chat_id: int
    message_thread_id: int | None
    reply_parameters: ReplyParameters | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Somewhere to write to.

    Attributes:
        chat: the chat.
        thread: the topic in it.
        answers: the message to answer to; where it is gone, the answer goes out without.
        moved: the chat was another one when the message ids were given, so that they mean nothing here.
    """

    chat: int
    thread: int | None = None
    answers: int | None = None
    moved: bool = False

    @classmethod
    def of(cls, to: Destination) -> Target:
        """Where a destination is."""
        return cls(
            chat=int(to.chat),
            thread=int(to.thread) if to.thread else None,
            answers=int(to.answers) if to.answers else None,
        )

    @property
    def address(self) -> Address:
        """As the Bot API is told."""
        answers = None
        if self.answers is not None:
            answers = ReplyParameters(self.answers, allow_sending_without_reply=True)
        return {"chat_id": self.chat, "message_thread_id": self.thread, "reply_parameters": answers}


class Moves:
    """The groups that became supergroups, with other ids for themselves and all their messages."""

    def __init__(self, on_move: Callable[[str, str], None]) -> None:
        """`on_move` is called with each: the chat's old id and its new one."""
        self._on_move = on_move
        self._now: dict[int, int] = {}

    async def follow(self, to: Destination, send: Callable[[Target], Awaitable[Result]]) -> Result:
        """Send to where the chat is now."""
        target = self._where(Target.of(to))
        try:
            return await send(target)
        except ChatMigrated as problem:
            log.info("A group became a supergroup")
            self._now[target.chat] = problem.new_chat_id
            self._on_move(str(target.chat), str(problem.new_chat_id))
            return await send(self._where(target))

    def _where(self, target: Target) -> Target:
        if target.chat not in self._now:
            return target
        return replace(target, chat=self._now[target.chat], answers=None, moved=True)
