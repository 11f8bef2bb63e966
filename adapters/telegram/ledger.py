"""Which updates are through, and so how far the offset may move."""

from __future__ import annotations

import asyncio


class Ledger:
    """Telegram forgets every update below the offset that it is asked with, so it stays at the first that is
    not through. Later ones may be through before, and come again until then."""

    def __init__(self) -> None:
        self.offset: int | None = None
        self._in_hand: set[int] = set()
        self._through: set[int] = set()
        self._moved = asyncio.Event()

    @property
    def waiting(self) -> bool:
        """Whether something is not through."""
        return bool(self._in_hand)

    def begin(self, update: int) -> bool:
        """Note an update that has come; whether it is new."""
        if update in self._in_hand or update in self._through:
            return False
        self._in_hand.add(update)
        self._advance()
        return True

    def end(self, update: int) -> None:
        """Note that an update is through."""
        self._in_hand.discard(update)
        self._through.add(update)
        self._advance()
        self._moved.set()

    def forget(self) -> None:
        """Begin anew, once Telegram has confirmed all: after a quiet week it numbers from anywhere."""
        self.offset = None
        self._through.clear()

    async def moved(self, seconds: float) -> None:
        """Wait until all is through, or that long."""
        try:
            async with asyncio.timeout(seconds):
                while self._in_hand:
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError:
            pass

    def _advance(self) -> None:
        self.offset = min(self._in_hand) if self._in_hand else max(self._through) + 1
        self._through = {update for update in self._through if update >= self.offset - 1}
