"""Flood control: budgets per chat, per group and overall, and a chat that Telegram limits waits alone.

Telegram allows about one message a second in a chat, 20 a minute in a group and 30 a second overall, and
answers 429 with a time to wait beyond. The library's own limiter lets every chat wait then.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

_REMEMBERED = 4096
"""Chats whose budgets are kept; one that is forgotten is full again, as it is after a minute anyway."""


class Urgency(StrEnum):
    """What may wait for what."""

    NEWS = "news"  # progress: said only where there is room to spare, since more of it comes
    ANSWER = "answer"  # everything that a person waits for


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast is fast enough.

    Attributes:
        overall_per_second: messages and changes of messages, everywhere together.
        chat_per_second: in one chat.
        chat_burst: at once in a chat that was quiet.
        group_per_minute: in one group.
        group_reserve: how much of a group's minute is kept from progress, for answers.
        patience_seconds: a shorter wait is waited out; a longer one is told to the caller.
        held_seconds: how long an answer may wait and still hold back the confirmation of what it answers.
        pauses_seconds: between the tries of an update that the service stumbles over; then it is given up.
    """

    overall_per_second: float = 30.0
    chat_per_second: float = 1.0
    chat_burst: float = 4.0
    group_per_minute: int = 20
    group_reserve: int = 10
    patience_seconds: float = 2.0
    held_seconds: float = 10.0
    pauses_seconds: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)


class Bucket:
    """A token bucket; a caller that is ready to wait takes a token ahead of its time."""

    def __init__(self, per_second: float, size: float, now: float) -> None:
        self._per_second, self._size, self._tokens, self._at = per_second, size, size, now

    def wait_seconds(self, now: float) -> float:
        """How long until there is a token."""
        self._tokens = min(self._size, self._tokens + (now - self._at) * self._per_second)
        self._at = now
        return max(0.0, (1.0 - self._tokens) / self._per_second)

    def take(self, at: float) -> None:
        """Take a token, now or ahead of its time."""
        self._tokens -= 1.0


class Window:
    """So many in any minute; a bucket would let a burst and its refill fall into the same one."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._taken: deque[float] = deque(maxlen=per_minute)

    def wait_seconds(self, now: float, reserve: int = 0) -> float:
        """How long until there is room beside the reserve."""
        room = self._per_minute - reserve
        if len(self._taken) < room:
            return 0.0
        return max(0.0, self._taken[-room] + 60.0 - now)

    def take(self, at: float) -> None:
        """Take room at a moment that may be yet to come."""
        self._taken.append(at)


class FloodControl(BaseRateLimiter[Urgency]):
    """Sees every call to the Bot API but getUpdates."""

    def __init__(
        self,
        pace: Pace,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`clock` gives seconds from anywhere."""
        self._pace, self._clock, self._sleep = pace, clock, sleep
        self._overall = Bucket(pace.overall_per_second, pace.overall_per_second, clock())
        self._chats: dict[str, tuple[Bucket, Window | None]] = {}
        self._parked: dict[str, float] = {}

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Urgency | None,
    ) -> Any:
        """Make the call when it may be made.

        Raises:
            RetryAfter: the chat is limited, by Telegram or by its budget, for longer than is waited here.
        """
        chat = str(data.get("chat_id", ""))
        if chat:
            self._refuse_parked(chat)
            if _writes(endpoint):
                await self._pause(chat, rate_limit_args or Urgency.ANSWER)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as problem:
            if chat:
                self._park(chat, seconds(problem))
            raise

    async def _pause(self, chat: str, urgency: Urgency) -> None:
        now, news = self._clock(), urgency is Urgency.NEWS
        own, group = self._budgets(chat)
        wait = max(self._overall.wait_seconds(now), own.wait_seconds(now))
        if group is not None:
            wait = max(wait, group.wait_seconds(now, self._pace.group_reserve if news else 0))
        if wait > (0.0 if news else self._pace.patience_seconds):
            raise retry_after(wait)
        for budget in (self._overall, own, group):
            if budget is not None:
                budget.take(now + wait)
        if wait:
            await self._sleep(wait)
            self._refuse_parked(chat)

    def _budgets(self, chat: str) -> tuple[Bucket, Window | None]:
        budgets = self._chats.pop(chat, None)
        if budgets is None:
            own = Bucket(self._pace.chat_per_second, self._pace.chat_burst, self._clock())
            budgets = (own, Window(self._pace.group_per_minute) if _group(chat) else None)
        self._chats[chat] = budgets  # the newest stands last
        if len(self._chats) > _REMEMBERED:
            del self._chats[next(iter(self._chats))]
        return budgets

    def _park(self, chat: str, wait: float) -> None:
        now = self._clock()
        self._parked = {each: until for each, until in self._parked.items() if until > now}
        self._parked[chat] = max(self._parked.get(chat, 0.0), now + wait)

    def _refuse_parked(self, chat: str) -> None:
        wait = self._parked.get(chat, 0.0) - self._clock()
        if wait > 0:
            raise retry_after(wait)


def retry_after(wait: float) -> RetryAfter:
    """As Telegram says it, in whole seconds and not too few."""
    return RetryAfter(timedelta(seconds=math.ceil(wait * 100) / 100))


def seconds(problem: RetryAfter) -> float:
    """How long to wait."""
    wait = problem.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _writes(endpoint: str) -> bool:
    """Whether a call puts something into a chat that people read."""
    return endpoint.startswith(("send", "edit")) and endpoint != "sendChatAction"


def _group(chat: str) -> bool:
    """Groups have negative ids."""
    return chat.startswith("-")
