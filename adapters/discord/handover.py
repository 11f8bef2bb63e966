"""Events go to the service in order; what is under way is known, so that the end is orderly."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from adapters.contract import Acknowledgement, Event, NotNow, Receive
from adapters.discord.turns import Turn, Turns

log = logging.getLogger(__name__)

_AT_ONCE = 4
"""The files of so many messages are held at the same time."""


class Handover:
    """The way from Discord to the service."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._turns = Turns()
        self._in_hand: set[asyncio.Task[None]] = set()
        self.files = asyncio.Semaphore(_AT_ONCE)

    @contextmanager
    def taken(self, chat: str) -> Iterator[Turn]:
        """A place in the chat's order for what the current task has in hand, until the block is left."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 -- for the type checker: discord.py calls from tasks
        self._in_hand.add(task)
        try:
            with self._turns.taken(chat) as turn:
                yield turn
        finally:
            self._in_hand.discard(task)

    async def receive(self, event: Event) -> Acknowledgement:
        """The service's answer, once the event is committed; as long as it cannot be, it is handed over
        again."""
        while True:
            try:
                return await self._receive(event)
            except NotNow as problem:
                log.warning("An event is handed over again in %g s", problem.seconds)
                await asyncio.sleep(problem.seconds)

    async def finished(self, seconds: float | None = None) -> None:
        """Wait until nothing is in hand any more, at most so long."""
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=seconds)
