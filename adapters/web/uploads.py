"""Receiving files: streamed, with a cap on bytes, a deadline, and no more at once than memory allows."""

from __future__ import annotations

import asyncio

from aiohttp import StreamReader, hdrs, web

from adapters.web.forms import Form
from adapters.web.problems import Problem

IDLE_SECONDS = 30.0
"""How long a sender may be silent."""
TOTAL_SECONDS = 900.0
"""How long a whole upload may take."""
IN_HAND_BYTES = 512_000_000
"""How much may be in memory at once, of all senders together."""
FIELD_BYTES = 100_000
"""The longest field that is no file."""


class Uploads:
    """Reads forms, and counts the bytes in hand."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS, total_seconds: float = TOTAL_SECONDS) -> None:
        self.in_hand = 0
        self._idle_seconds = idle_seconds
        self._total_seconds = total_seconds

    async def form(self, request: web.Request, limits: dict[str, int]) -> dict[str, bytes]:
        """The fields of a multipart form by name; `limits` says which are known, and how long each may be.

        Raises:
            Problem: it is no such form, too long, or too slow.
        """
        if (request.content_length or 0) > sum(limits.values()) + FIELD_BYTES:
            raise Problem("page.problem.too_large", limit=round(max(limits.values()) / 1e6, 1))
        form = Form(request.headers.get(hdrs.CONTENT_TYPE, ""), limits)
        try:
            async with asyncio.timeout(self._total_seconds):
                await self._read(request.content, form)
        except TimeoutError as late:
            raise Problem("page.problem.too_slow") from late
        return form.fields()

    async def _read(self, content: StreamReader, form: Form) -> None:
        """Hand on what comes, until its end."""
        held = 0
        try:
            while True:
                async with asyncio.timeout(self._idle_seconds):
                    piece = await content.readany()
                if not piece:
                    return
                if self.in_hand + len(piece) > IN_HAND_BYTES:
                    raise Problem("page.problem.busy")
                self.in_hand += len(piece)
                held += len(piece)
                form.write(piece)
        finally:
            self.in_hand -= held
