"""Files that were sent: asked for by their id, and read no further than is allowed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from ssl import SSLContext

import httpx

from adapters.contract import Delayed, Reference, Refused
from adapters.telegram.client import CONNECT_SECONDS, READ_SECONDS, Bot
from adapters.telegram.problems import OUTAGE_SECONDS, fetching


class Files:
    """Downloads them. The library's own download has no limit but the memory."""

    def __init__(self, bot: Bot, trust: SSLContext) -> None:
        self._bot, self._trust = bot, trust

    async def fetch(self, reference: Reference, limit_bytes: int) -> bytes:
        """See `Adapter.fetch`. The address holds the token and is neither kept nor told to anybody."""
        with fetching():
            file = await self._bot.get_file(reference.id)
        if (file.file_size or 0) > limit_bytes:
            raise Refused("too_large")
        address = file.file_path or ""
        if self._bot.local_mode and Path(address).is_absolute():
            return await asyncio.to_thread(_read, Path(address), limit_bytes)
        return await self._download(address, limit_bytes)

    async def _download(self, address: str, limit_bytes: int) -> bytes:
        """Raises Delayed for everything that goes wrong: the next address may be better."""
        data = bytearray()
        timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        try:
            async with (
                httpx.AsyncClient(timeout=timeout, verify=self._trust) as http,
                http.stream("GET", address) as answer,
            ):
                if answer.status_code != httpx.codes.OK:
                    raise Delayed(OUTAGE_SECONDS, f"status {answer.status_code}")
                async for piece in answer.aiter_bytes():
                    data += piece
                    if len(data) > limit_bytes:
                        raise Refused("too_large")
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            # Without its cause, which would tell the address.
            raise Delayed(OUTAGE_SECONDS, type(problem).__name__) from None
        return bytes(data)


def _read(path: Path, limit_bytes: int) -> bytes:
    """A file that a Bot API server on this machine has put down."""
    try:
        with path.open("rb") as file:
            data = file.read(limit_bytes + 1)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise Delayed(OUTAGE_SECONDS, reason) from None
    if len(data) > limit_bytes:
        raise Refused("too_large")
    return data
