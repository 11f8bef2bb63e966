"""Questions to the database that arrive at the same time, answered in batches: whatever arrives while one
batch is under way goes into the next.

A question that comes alone waits for nothing. Fifty that come at once cost the database a few statements, and
a few commits.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.store.outages import Outage

Question = TypeVar("Question")
Answer = TypeVar("Answer")

_MOST = 64
"""How many questions a batch holds, so that a transaction stays short."""


class Batcher(Generic[Question, Answer]):
    """Answers one by one what is worked out for many at a time."""

    def __init__(self, work: Callable[[Sequence[Question]], Awaitable[Sequence[Answer | Exception]]]) -> None:
        """`work` gives an answer for each question, in their order; an exception among them is raised for
        that one alone. What it raises itself undoes the whole batch."""
        self._work = work
        self._waiting: list[tuple[Question, asyncio.Future[Answer]]] = []
        self._under_way: asyncio.Task[None] | None = None

    async def ask(self, question: Question) -> Answer:
        """The answer, from a batch that begins after this call."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
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

    async def _answer(self, group: Sequence[tuple[Question, asyncio.Future[Answer]]]) -> None:
        """Answer one batch; where one question breaks it, each by itself, so that the others get theirs."""
        if not group:
            return
        try:
            answers: Sequence[Answer | Exception] = await self._work([question for question, _ in group])
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
