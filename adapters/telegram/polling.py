"""Long polling: updates are asked for, and confirmed by the next question once they are through."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from functools import partial

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError

from adapters.telegram.client import Bot
from adapters.telegram.intake import Intake, Through
from adapters.telegram.ledger import Ledger
from adapters.telegram.outages import Outages, patiently

ALLOWED = ("message", "callback_query")
"""What is asked for: Telegram sends nothing else."""
POLL_SECONDS = 30
PAUSE_SECONDS = 0.5
"""Between two questions while something is not through; Telegram answers them at once then."""
LAST_SECONDS = 3.0
"""For confirming what is through before the end."""

log = logging.getLogger(__name__)


class Polling:
    """Asks for updates until cancelled."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._ledger = Ledger()
        self._outages = Outages()

    async def run(self, intake: Intake, ready: Callable[[], None]) -> None:
        """Hand every update to the intake; `ready` is called once updates are asked for.

        Raises:
            InvalidToken: the token was revoked.
        """
        await patiently(self._bot.delete_webhook)  # while there is one, Telegram answers no question
        ready()
        try:
            while True:
                await self._round(intake)
        finally:
            await intake.close()
            await self._confirm()

    async def _round(self, intake: Intake) -> None:
        ledger = self._ledger
        updates = await self._ask(0 if ledger.waiting else POLL_SECONDS)
        if updates is None:
            return
        for update in updates:
            if ledger.begin(update.update_id):
                intake.put(update).add_done_callback(partial(_through, ledger, update.update_id))
        if ledger.waiting:
            await ledger.moved(PAUSE_SECONDS)
        elif not updates:
            ledger.forget()

    async def _ask(self, wait_seconds: int) -> Sequence[Update] | None:
        """What there is; None where Telegram did not answer."""
        try:
            updates = await self._bot.get_updates(
                offset=self._ledger.offset, timeout=wait_seconds, allowed_updates=ALLOWED
            )
        except InvalidToken:
            await self._bot.get_me()  # an address that is not found looks like it; this one always is
            return None
        except Conflict as problem:
            log.warning("Another program asks for this bot's updates; only one can")
            await self._outages.wait(problem)
            return None
        except TelegramError as problem:
            await self._outages.wait(problem)
            return None
        self._outages.over()
        return updates

    async def _confirm(self) -> None:
        """Tell Telegram how far it went, so that nothing comes again after an orderly end."""
        if self._ledger.offset is not None:
            with contextlib.suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(LAST_SECONDS):
                    await self._bot.get_updates(
                        offset=self._ledger.offset, limit=1, timeout=0, allowed_updates=ALLOWED
                    )


def _through(ledger: Ledger, update: int, _: Through) -> None:
    ledger.end(update)
