"""What many ask at the same time is done together: whatever arrives while a journey to the database is under
way is taken along by the next one.

Whoever asks alone waits for nobody. Where fifty ask at once, the database is asked a few times, and commits a
few times.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.store.outages import Outage

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

_MOST = 64
"""How many go on one journey, so that a transaction stays short."""


class Batcher(Generic[Asked, Answer]):
    """Answers one by one what is worked out for many at a time."""

    def __init__(self, work: Callable[[Sequence[Asked]], Awaitable[Sequence[Answer | Exception]]]) -> None:
        """`work` gives an answer for each that is asked, in their order; an exception is raised for that one
        alone. What it raises itself undoes the whole journey."""
        self._work = work
        self._waiting: list[tuple[Asked, asyncio.Future[Answer]]] = []
        self._under_way: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> Answer:
        """The answer, from a journey that begins after this call."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        if self._under_way is None:  # in a context of nobody's: a trace of the first is not that of the rest
            self._under_way = asyncio.create_task(self._go_on(), context=contextvars.Context())
        return await answer

    async def finished(self) -> None:
        """Wait for what is under way."""
        if self._under_way is not None:
            await asyncio.wait([self._under_way])

    async def _go_on(self) -> None:
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
                await self._answer([each for each in group if not each[1].done()])
        finally:
            self._under_way = None
            for _, answer in self._waiting:
                answer.cancel()

    async def _answer(self, group: Sequence[tuple[Asked, asyncio.Future[Answer]]]) -> None:
        """One journey. What one of them breaks must not break the others: then each goes by itself."""
        if not group:
            return
        try:
            answers: Sequence[Answer | Exception] = await self._work([asked for asked, _ in group])
        except Exception as problem:
            if len(group) > 1 and not isinstance(problem, Outage):
                for each in group:
                    await self._answer([each])
                return
            answers = [problem] * len(group)
        except BaseException:
            for _, answer in group:
                answer.cancel()
            raise
        for (_, future), given in zip(group, answers, strict=True):
            if future.done():  # nobody waits any more
                continue
            if isinstance(given, Exception):
                future.set_exception(given)
            else:
                future.set_result(given)
