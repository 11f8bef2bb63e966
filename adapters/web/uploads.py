"""Receiving files: streamed, with a cap on bytes, a deadline, and no more at once than memory allows."""

from __future__ import annotations

import asyncio

from aiohttp import BodyPartReader, MultipartReader, web

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
        if not request.content_type.startswith("multipart/"):
            raise Problem("page.problem.form")
        if (request.content_length or 0) > sum(limits.values()) + FIELD_BYTES:
            raise Problem("page.problem.too_large", limit=round(max(limits.values()) / 1e6, 1))
        try:
            async with asyncio.timeout(self._total_seconds):
                return await self._fields(await request.multipart(), limits)
        except TimeoutError as late:
            raise Problem("page.problem.too_slow") from late
        except (ValueError, AssertionError) as malformed:  # what aiohttp's reader says to a broken form
            raise Problem("page.problem.form") from malformed

    async def _fields(self, reader: MultipartReader, limits: dict[str, int]) -> dict[str, bytes]:
        fields: dict[str, bytes] = {}
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader) or part.name not in limits or part.name in fields:
                raise Problem("page.problem.field", name=str(getattr(part, "name", ""))[:40])
            fields[part.name] = await self._bytes(part, limits[part.name])
        return fields

    async def _bytes(self, part: BodyPartReader, limit: int) -> bytes:
        held = bytearray()
        try:
            while True:
                async with asyncio.timeout(self._idle_seconds):
                    chunk = await part.read_chunk(1 << 16)
                if not chunk:
                    return bytes(held)
                if len(held) + len(chunk) > limit:
                    raise Problem("page.problem.too_large", limit=round(limit / 1e6, 1))
                if self.in_hand + len(chunk) > IN_HAND_BYTES:
                    raise Problem("page.problem.busy")
                self.in_hand += len(chunk)
                held += chunk
        finally:
            self.in_hand -= len(held)
