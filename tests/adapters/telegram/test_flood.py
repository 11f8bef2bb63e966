"""Flood control, by a clock of the test's own."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest
from telegram.error import RetryAfter

from adapters.telegram.client import silence_libraries
from adapters.telegram.flood import FloodControl, Pace, Urgency, retry_after, seconds

ANNA, BEN, FAMILY = 17, 18, -500


class Clock:
    """A time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, duration: float) -> None:
        self.now += duration


class Telegram:
    """Takes calls, and limits a chat where it is told to."""

    def __init__(self, pace: Pace | None = None) -> None:
        silence_libraries()
        self.clock = Clock()
        self.flood = FloodControl(pace or Pace(), self.clock, self.clock.sleep)
        self.taken: list[tuple[float, int]] = []
        self.limits: dict[int, float] = {}

    async def say(self, chat: int, urgency: Urgency | None = None, endpoint: str = "sendMessage") -> None:
        await self.flood.process_request(self._take, (chat,), {}, endpoint, {"chat_id": chat}, urgency)

    async def waits(self, chat: int, urgency: Urgency | None = None) -> float:
        """How long the caller is told to wait; 0 = it was said."""
        try:
            await self.say(chat, urgency)
        except RetryAfter as problem:
            return seconds(problem)
        return 0.0

    async def _take(self, chat: int) -> dict[str, Any]:
        if chat in self.limits:
            raise retry_after(self.limits.pop(chat))
        self.taken.append((self.clock.now, chat))
        return {}


async def test_a_limit_parks_its_own_chat_and_no_other() -> None:
    telegram = Telegram()
    telegram.limits[ANNA] = 40
    assert await telegram.waits(ANNA) == 40
    telegram.clock.now += 10
    assert await telegram.waits(ANNA) == pytest.approx(30)
    assert await telegram.waits(BEN) == 0
    telegram.clock.now += 30
    assert await telegram.waits(ANNA) == 0


async def test_a_parked_chat_is_not_asked_for_anything() -> None:
    telegram = Telegram()
    telegram.limits[ANNA] = 40
    await telegram.waits(ANNA)
    with pytest.raises(RetryAfter):
        await telegram.say(ANNA, endpoint="sendChatAction")
    assert telegram.taken == []


async def test_a_quiet_chat_takes_a_few_at_once_and_then_one_a_second() -> None:
    telegram = Telegram()
    for _ in range(8):
        assert await telegram.waits(ANNA) == 0
    moments = [moment - 100 for moment, _ in telegram.taken]
    assert moments == pytest.approx([0, 0, 0, 0, 1, 2, 3, 4])


async def test_a_group_gets_no_more_than_its_minute_holds() -> None:
    telegram = Telegram()
    for _ in range(100):
        telegram.clock.now += await telegram.waits(FAMILY)
    moments = [moment for moment, _ in telegram.taken]
    assert moments[-1] > 160
    for number, moment in enumerate(moments[20:]):
        assert moment - moments[number] >= 60  # the twentieth before it


async def test_progress_leaves_a_groups_minute_to_answers() -> None:
    telegram = Telegram()
    said = 0
    for _ in range(30):
        said += await telegram.waits(FAMILY, Urgency.NEWS) == 0
        telegram.clock.now += 1
    assert said < 30
    for _ in range(4):
        assert await telegram.waits(FAMILY, Urgency.ANSWER) == 0


async def test_progress_is_never_waited_for() -> None:
    telegram = Telegram()
    while not await telegram.waits(ANNA, Urgency.NEWS):
        pass
    assert telegram.clock.now == 100


async def test_everything_together_is_no_faster_than_telegram_takes_it() -> None:
    telegram = Telegram()
    for chat in range(1, 91):
        assert await telegram.waits(chat) == 0
    assert telegram.clock.now == pytest.approx(102)


async def test_what_nobody_reads_costs_nothing() -> None:
    telegram = Telegram()
    for _ in range(100):
        await telegram.say(ANNA, endpoint="sendChatAction")
        await telegram.say(ANNA, endpoint="getChatMember")
    assert telegram.clock.now == 100


async def test_callers_side_by_side_take_turns() -> None:
    telegram = Telegram(Pace(chat_burst=1))
    await asyncio.gather(*(telegram.say(ANNA) for _ in range(3)))
    moments = [moment for moment, _ in telegram.taken]
    assert [later - earlier for earlier, later in pairwise(moments)] == pytest.approx([1, 1])


async def test_budgets_of_chats_that_were_not_used_for_long_are_forgotten() -> None:
    telegram = Telegram(Pace(overall_per_second=1e9))
    for chat in range(1, 5001):
        assert await telegram.waits(chat) == 0
    assert len(telegram.flood._chats) == 4096
