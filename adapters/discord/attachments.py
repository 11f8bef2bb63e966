"""Attachments are downloaded at once, because their addresses expire; from Discord's own hosts alone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence, Set
from types import TracebackType
from typing import Self

import aiohttp
import discord
from yarl import URL

from adapters.contract import Delayed, Picture, Reference, Refused
from adapters.discord.errors import NETWORK

log = logging.getLogger(__name__)

DEADLINE_SECONDS = 60.0
"""The longest that one file may take."""

_AT_ONCE = 4
"""The files of so many messages are held at the same time."""
_ATTEMPTS = 3
_AGAIN_SECONDS = 1.0
_SHOWN_AS_PICTURE = "image/"


class Attachments:
    """Downloads files. `async with` holds its connections."""

    def __init__(
        self, origins: Set[URL], limit_bytes: int, *, deadline_seconds: float = DEADLINE_SECONDS
    ) -> None:
        """`origins` = scheme, host and port of those who may be asked; `limit_bytes` = the largest file, and
        the most that is held for one message."""
        self._deadline_seconds = deadline_seconds
        self._origins = origins
        self._limit_bytes = limit_bytes
        self._session: aiohttp.ClientSession | None = None
        self.at_once = asyncio.Semaphore(_AT_ONCE)

    async def __aenter__(self) -> Self:
        """Get ready."""
        timeout = aiohttp.ClientTimeout(total=self._deadline_seconds, sock_connect=10)
        self._session = aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def pictures(
        self, attachments: Sequence[discord.Attachment], *, message: int, where: dict[str, str]
    ) -> tuple[Picture, ...]:
        """What is to be restored among the files of a message: the pictures, or everything where none is one.

        What cannot be had at once is referred to; `where` is what `fetch` finds the message by, empty where
        the files lie in no message.
        """
        shown = [each for each in attachments if _may_be_picture(each)] or list(attachments)
        room = self._limit_bytes
        found: list[Picture] = []
        for index, attachment in enumerate(shown):
            data = await self._at_once(attachment, room)
            room -= len(data or b"")
            found.append(
                Picture(
                    message=str(message),
                    index=index,
                    file=Reference(str(attachment.id), where) if data is None else data,
                    size_bytes=attachment.size,
                )
            )
        return tuple(found)

    async def _at_once(self, attachment: discord.Attachment, room: int) -> bytes | None:
        """The bytes; None where they are too many, or do not come for now."""
        if attachment.size > room:
            return None
        for _ in range(_ATTEMPTS):
            try:
                return await self.download(attachment.url, room)
            except Refused as problem:
                log.info("An attachment is not there: %s", problem)
                return None
            except Delayed as problem:
                log.info("An attachment is asked for again: %s", problem)
                await asyncio.sleep(problem.seconds)
        return None

    async def download(self, url: str, limit_bytes: int) -> bytes:
        """The bytes that lie at `url`.

        Raises:
            Delayed: not now.
            Refused: never; "too_large" where there are more than `limit_bytes`.
        """
        address = self._allowed(url)
        if self._session is None:
            raise Delayed(_AGAIN_SECONDS)
        try:
            async with self._session.get(address, allow_redirects=False) as response:
                _check(response.status)
                return await _read(response, limit_bytes)
        except NETWORK as problem:
            raise Delayed(_AGAIN_SECONDS, type(problem).__name__) from problem

    def _allowed(self, url: str) -> URL:
        try:
            address = URL(url)
            if address.origin() in self._origins:
                return address
        except ValueError:
            log.info("The address of a file is none")
        raise Refused("forbidden", "a file on another host")


def _check(status: int) -> None:
    if status >= 500 or status in (408, 425, 429):
        raise Delayed(_AGAIN_SECONDS, f"status {status}")
    if status != 200:
        raise Refused("gone", f"status {status}")


async def _read(response: aiohttp.ClientResponse, limit_bytes: int) -> bytes:
    held = bytearray()
    async for chunk in response.content.iter_any():
        held += chunk
        if len(held) > limit_bytes:
            raise Refused("too_large")
    return bytes(held)


def _may_be_picture(attachment: discord.Attachment) -> bool:
    """Discord tells the type of most files; of what it does not know, our own check decides."""
    kind = attachment.content_type
    return kind is None or kind.startswith(_SHOWN_AS_PICTURE) or kind == "application/octet-stream"
