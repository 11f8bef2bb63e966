"""Work of one chat is done in the order it came, that of different chats at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Turn:
    """A place in a chat's order; `over` is done when it and everything before it are."""

    def __init__(self, before: asyncio.Future[None] | None) -> None:
        self._before = before
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def come(self) -> None:
        """Wait until everything before is over."""
        if self._before is not None:
            await asyncio.shield(self._before)

    def leave(self) -> None:
        """Let the next one come, unless somebody before is not done."""
        if self._before is None or self._before.done():
            self.over.set_result(None)
        else:
            self._before.add_done_callback(lambda _: self.over.set_result(None))


class ChatOrder:
    """The order of every chat."""

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Future[None]] = {}

    @contextmanager
    def taken(self, chat: str) -> Iterator[Turn]:
        """A place at the end of a chat's order, from now until the block is left.

        The place is taken at once, so that what has to be done before the turn comes (an interaction is
        acknowledged) does not change the order.
        """
        turn = Turn(self._last.get(chat))
        self._last[chat] = turn.over
        turn.over.add_done_callback(lambda over: self._forget(chat, over))
        try:
            yield turn
        finally:
            turn.leave()

    def _forget(self, chat: str, over: asyncio.Future[None]) -> None:
        if self._last.get(chat) is over:
            del self._last[chat]
