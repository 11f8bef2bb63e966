"""Events on their way to the service, and short answers on their way back: what every chat adapter needs.

Events of one chat are handed over in order. What cannot be taken now is handed over again when the other side
says. At the end, what is in hand gets some seconds.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from itertools import count, islice
from typing import Any, TypeVar

from adapters.chat_order import ChatOrder, Turn
from adapters.contract import Acknowledgement, Delayed, Event, NotNow, Receive, Refused

GRACE_SECONDS = 10.0
"""How long what is in hand may take after a request to stop."""

Result = TypeVar("Result")

log = logging.getLogger(__name__)


class Handover:
    """The way from one platform to the service."""

    def __init__(self, receive: Receive, grace_seconds: float = GRACE_SECONDS) -> None:
        self._receive, self._grace_seconds = receive, grace_seconds
        self.order = ChatOrder()
        self._in_hand: set[asyncio.Future[Any]] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def hold(self, work: asyncio.Future[Any]) -> None:
        """Something is in hand until this future or task is done."""
        self._in_hand.add(work)
        work.add_done_callback(self._in_hand.discard)

    @contextmanager
    def taken(self, chat: str) -> Iterator[Turn]:
        """A place in the chat's order until the block is left, for the running task, which is in hand until
        it ends."""
        if task := asyncio.current_task():
            self.hold(task)
        with self.order.taken(chat) as turn:
            yield turn

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside everything else; `close` cancels what is not done by then."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def receive(self, event: Event) -> Acknowledgement:
        """The service's answer, once the event is committed."""
        return await until_taken(lambda: self._receive(event))

    async def settled(self) -> None:
        """Wait until nothing is in hand."""
        while self._in_hand:
            await asyncio.wait(tuple(self._in_hand))

    async def close(self) -> None:
        """Finish what is in hand, and give up what takes longer than the grace."""
        try:
            async with asyncio.timeout(self._grace_seconds):
                await self.settled()
        except TimeoutError:
            log.info("Some events are left unfinished")
        finally:
            left = tuple(self._tasks)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)


async def until_taken(call: Callable[[], Awaitable[Result]]) -> Result:
    """Call until it does not raise `NotNow`, waiting each time for as long as that says."""
    while True:
        try:
            return await call()
        except NotNow as later:
            log.warning("An event is handed over again in %g s", later.seconds)
            await asyncio.sleep(later.seconds)


async def until_said(send: Callable[[], Awaitable[object]], attempts: int | None = None) -> None:
    """Send a short answer until the platform takes it, waiting each time for as long as it says, at most
    `attempts` times; that it refused for good is logged."""
    for _ in islice(count(), attempts):
        try:
            await send()
        except Delayed as later:
            await asyncio.sleep(later.seconds)
        except Refused as problem:
            log.info("An answer was refused: %s", problem)
            return
        else:
            return
