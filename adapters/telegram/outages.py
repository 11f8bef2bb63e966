"""Telegram not answering, which passes: waiting longer each time, and telling of it once."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from adapters.telegram.flood import seconds
from adapters.telegram.problems import named

FIRST_SECONDS = 0.5
LONGEST_SECONDS = 30.0

Result = TypeVar("Result")

log = logging.getLogger(__name__)


class Outages:
    """One caller's patience."""

    def __init__(self) -> None:
        self._times = 0

    async def wait(self, problem: TelegramError) -> None:
        """Wait before the next try."""
        if not self._times:
            log.warning(
                "Telegram does not answer as it should (%s); it is tried until it does", named(problem)
            )
        if isinstance(problem, RetryAfter):
            wait = seconds(problem)
        else:
            wait = min(LONGEST_SECONDS, FIRST_SECONDS * 2**self._times) * (1 + random.random() / 2)  # noqa: S311
        self._times = min(self._times + 1, 16)
        await asyncio.sleep(wait)

    def over(self) -> None:
        """Telegram answered."""
        if self._times:
            log.info("Telegram answers again")
        self._times = 0


async def patiently(call: Callable[[], Awaitable[Result]]) -> Result:
    """Call until there is an answer.

    Raises:
        InvalidToken: the token is refused.
        BadRequest: what was asked for is.
        Forbidden: likewise.
    """
    outages = Outages()
    while True:
        try:
            result = await call()
        except (InvalidToken, BadRequest, Forbidden):
            raise
        except TelegramError as problem:
            await outages.wait(problem)
        else:
            outages.over()
            return result
