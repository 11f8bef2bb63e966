"""Updates on their way to the service: those of one chat in order, those of different chats side by side.

An update is through when its event is committed and its answer said. An answer that Telegram lets wait for
long does not hold its update back: the offset of all updates would stand still with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from typing import Any

from telegram import Update

from adapters.contract import Acknowledgement, Event, NotNow, Receive
from adapters.telegram.reading import Reader
from adapters.telegram.speaker import Speaker

HELD_SECONDS = 10.0
"""How long an answer may wait and still hold its update back."""
TRIES = 3
"""How often an update is tried that the service stumbles over."""
GRACE_SECONDS = 5.0
"""What is in hand may take so long after a request to stop."""

log = logging.getLogger(__name__)

Through = asyncio.Future[None]


class Intake:
    """Takes updates for one bot."""

    def __init__(self, reader: Reader, receive: Receive, speaker: Speaker) -> None:
        self._reader, self._receive, self._speaker = reader, receive, speaker
        self._in_hand: dict[int, Through] = {}
        self._lanes: dict[int, asyncio.Queue[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, update: Update) -> Through:
        """Take an update; the future is done when it is through. One that is in hand is not taken twice."""
        known = self._in_hand.get(update.update_id)
        if known is not None:
            return known
        through: Through = asyncio.get_running_loop().create_future()
        self._in_hand[update.update_id] = through
        chat = update.effective_chat.id if update.effective_chat else 0
        lane = self._lanes.get(chat)
        if lane is None:
            lane = self._lanes[chat] = asyncio.Queue()
            self._begin(self._walk(chat, lane))
        lane.put_nowait(update)
        return through

    def tell(self, event: Event) -> None:
        """Hand over an event that came by another way than an update, and that needs no answer."""

        async def told() -> None:
            while True:
                try:
                    await self._receive(event)
                    return
                except NotNow as later:
                    await asyncio.sleep(later.seconds)

        self._begin(told())

    async def close(self) -> None:
        """Finish what is in hand, and give up what takes too long: it was not confirmed and comes again."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GRACE_SECONDS):
                while self._tasks:
                    await asyncio.wait(self._tasks)
        left = tuple(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _walk(self, chat: int, lane: asyncio.Queue[Update]) -> None:
        while not lane.empty():
            update = lane.get_nowait()
            await self._take(update)
        del self._lanes[chat]

    async def _take(self, update: Update) -> None:
        heard = await self._heard(update)
        if heard is None:
            self._done(update.update_id)
        else:
            self._begin(self._answered(update.update_id, *heard))

    async def _heard(self, update: Update) -> tuple[Event, Acknowledgement] | None:
        """The event and what the service says to it; None where there is nothing to say or do."""
        tries = 0
        while tries < TRIES:
            try:
                event = await self._reader.event(update)
                return None if event is None else (event, await self._receive(event))
            except NotNow as later:
                await asyncio.sleep(later.seconds)
            except Exception:
                tries += 1
                log.exception("An update could not be handled (%d of %d)", tries, TRIES)
                await asyncio.sleep(tries / 10)
        return None

    async def _answered(self, update: int, event: Event, answer: Acknowledgement) -> None:
        def waits(seconds: float) -> None:
            if seconds > HELD_SECONDS:
                self._done(update)

        try:
            await self._speaker.answer(event, answer, waits)
        except Exception:
            log.exception("An answer could not be said")
        self._done(update)

    def _done(self, update: int) -> None:
        through = self._in_hand.pop(update, None)
        if through is not None and not through.done():
            through.set_result(None)
