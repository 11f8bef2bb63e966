"""Updates on their way to the service: those of one chat in order, those of different chats side by side.

An update is through when its event is committed and its answer said. An answer that Telegram lets wait for
long does not hold its update back: the offset of all updates would stand still with it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from telegram import Update

from adapters.contract import Acknowledgement, ChatMoved, Event, Receive
from adapters.handover import Handover, until_taken
from adapters.telegram.flood import Pace
from adapters.telegram.reading import UpdateReader
from adapters.telegram.speaker import Speaker

GRACE_SECONDS = 5.0
"""What is in hand may take so long after a request to stop; what was not confirmed comes again."""

log = logging.getLogger(__name__)

Through = asyncio.Future[None]


class Intake:
    """Takes updates for one bot."""

    def __init__(
        self,
        updates: UpdateReader,
        receive: Receive,
        speaker: Speaker,
        sorry: Callable[[str | None], str],
        pace: Pace,
    ) -> None:
        """`sorry` says, in the language of a locale, that something went wrong."""
        self._updates, self._speaker, self._sorry, self._pace = updates, speaker, sorry, pace
        self._handover = Handover(receive, GRACE_SECONDS)
        self._in_hand: dict[int, Through] = {}

    def put(self, update: Update) -> Through:
        """Take an update; the future is done when it is through. One that is in hand is not taken twice."""
        known = self._in_hand.get(update.update_id)
        if known is not None:
            return known
        through = self._in_hand[update.update_id] = asyncio.get_running_loop().create_future()
        self._handover.hold(through)
        self._handover.begin(self._take(update))
        return through

    def tell(self, event: Event) -> None:
        """Hand over an event that came by another way than an update, and that needs no answer."""

        async def hand_over() -> None:
            try:
                await self._handover.receive(event)
            except Exception:
                log.exception("An event could not be handled")

        self._handover.begin(hand_over())

    async def close(self) -> None:
        """Finish what is in hand, and give up what takes too long."""
        await self._handover.close()

    async def _take(self, update: Update) -> None:
        chat = update.effective_chat.id if update.effective_chat else 0
        with self._handover.order.taken(str(chat)) as turn:
            await turn.come()
            taken = await self._hand_over(update)
        if taken is not None:  # said outside the turn: the chat's next event does not wait for the words
            await self._answer(update.update_id, *taken)
        self._done(update.update_id)

    async def _hand_over(self, update: Update) -> tuple[Event, Acknowledgement] | None:
        """The event and what the service says to it; None where there is nothing to say or do."""
        event: Event | None = None
        for pause in (*self._pace.pauses_seconds, None):
            try:
                event = event or await until_taken(lambda: self._updates.event(update))
                return None if event is None else (event, await self._handover.receive(event))
            except Exception:
                log.exception("An update could not be handled")
            if pause is not None:
                await asyncio.sleep(pause)
        if event is None or isinstance(event, ChatMoved):
            return None
        return event, Acknowledgement(text=self._sorry(event.origin.locale))

    async def _answer(self, update: int, event: Event, answer: Acknowledgement) -> None:
        holding = asyncio.get_running_loop().call_later(self._pace.held_seconds, self._done, update)
        try:
            await self._speaker.answer(event, answer)
        except Exception:
            log.exception("An answer could not be said")
        finally:
            holding.cancel()

    def _done(self, update: int) -> None:
        through = self._in_hand.pop(update, None)
        if through is not None and not through.done():
            through.set_result(None)
