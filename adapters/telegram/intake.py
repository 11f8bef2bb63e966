"""Updates on their way to the service: those of one chat in order, those of different chats side by side.

An update is through when its event is committed and its answer said. An answer that Telegram lets wait for
long does not hold its update back: the offset of all updates would stand still with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from telegram import Update

from adapters.contract import Acknowledgement, ChatMoved, Event, NotNow, Receive
from adapters.telegram.flood import Pace
from adapters.telegram.reading import Reader
from adapters.telegram.speaker import Speaker

GRACE_SECONDS = 5.0
"""What is in hand may take so long after a request to stop."""

log = logging.getLogger(__name__)

Through = asyncio.Future[None]
Asked = TypeVar("Asked")
Result = TypeVar("Result")


class Intake:
    """Takes updates for one bot."""

    def __init__(
        self,
        reader: Reader,
        receive: Receive,
        speaker: Speaker,
        sorry: Callable[[str | None], str],
        pace: Pace,
    ) -> None:
        """`sorry` says, in the language of a locale, that something went wrong."""
        self._reader, self._receive, self._speaker = reader, receive, speaker
        self._sorry, self._pace = sorry, pace
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
            try:
                await self._patiently(self._receive, event)
            except Exception:
                log.exception("An event could not be handled")

        self._begin(told())

    async def close(self) -> None:
        """Finish what is in hand, and give up what takes too long: it was not confirmed and comes again."""
        try:
            async with asyncio.timeout(GRACE_SECONDS):
                while self._in_hand:
                    await asyncio.wait(tuple(self._in_hand.values()))
        except TimeoutError:
            log.info("Some updates are left for the next start")
        finally:
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
        event: Event | None = None
        for pause in (*self._pace.pauses_seconds, None):
            try:
                event = event or await self._patiently(self._reader.event, update)
                return None if event is None else (event, await self._patiently(self._receive, event))
            except Exception:
                log.exception("An update could not be handled")
            if pause is not None:
                await asyncio.sleep(pause)
        if event is None or isinstance(event, ChatMoved):
            return None
        return event, Acknowledgement(text=self._sorry(event.origin.locale))

    async def _patiently(self, call: Callable[[Asked], Awaitable[Result]], asked: Asked) -> Result:
        """Ask as often as the answer is that it cannot be now."""
        while True:
            try:
                return await call(asked)
            except NotNow as later:
                await asyncio.sleep(later.seconds)

    async def _answered(self, update: int, event: Event, answer: Acknowledgement) -> None:
        holding = asyncio.get_running_loop().call_later(self._pace.held_seconds, self._done, update)
        try:
            await self._speaker.answer(event, answer)
        except Exception:
            log.exception("An answer could not be said")
        finally:
            holding.cancel()
        self._done(update)

    def _done(self, update: int) -> None:
        through = self._in_hand.pop(update, None)
        if through is not None and not through.done():
            through.set_result(None)
