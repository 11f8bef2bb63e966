"""People with the page open, as their browsers speak to it: a cookie, a stream of changes, and forms."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import aiohttp

_EVENT_BYTES = 1 << 24
"""Longest line of the stream: the first one tells of everything that is kept."""

_BOUNDARY = "heirloom-6f1d2c"

_FINAL = ("delivered", "failed", "cancelled")


class NotTaken(Exception):
    """The service refused a photo, or could not restore it."""


class Visitor:
    """Somebody with the page open."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._ended: dict[str, tuple[str, float]] = {}
        self._changed = asyncio.Condition()

    async def send(self, form: Form) -> tuple[str, float]:
        """Send a photo; its id, and the seconds until the answer was here.

        Raises:
            NotTaken: it was refused.
        """
        began = time.perf_counter()
        async with self._session.post("/api/photos", data=form.body, headers=form.headers) as answer:
            said = await answer.json(content_type=None)
        seconds = time.perf_counter() - began
        if answer.status != 202:
            raise NotTaken(said)
        return said["id"], seconds

    async def ended(self, photo: str) -> float:
        """Wait until the page is told that a photo was delivered; the time of day, in seconds.

        Raises:
            NotTaken: it failed.
        """
        async with self._changed:
            await self._changed.wait_for(lambda: photo in self._ended)
        state, at = self._ended[photo]
        if state != "delivered":
            raise NotTaken(state)
        return at

    async def forget(self) -> None:
        """Have everything deleted, and what waits cancelled."""
        async with self._session.post("/api/forget") as answer:
            answer.raise_for_status()

    async def listen(self, open_: asyncio.Event) -> None:
        """Read the stream of changes until cancelled."""
        async with self._session.get("/api/events", timeout=aiohttp.ClientTimeout(None)) as stream:
            async for line in stream.content:
                at = time.time()
                if line.startswith(b"event: photos"):
                    open_.set()
                elif line.startswith(b"data: ") and b'"state"' in line:
                    await self._hear(json.loads(line[6:]), at)

    async def _hear(self, said: Mapping[str, Any], at: float) -> None:
        if said.get("state") in _FINAL:
            async with self._changed:
                self._ended[said["id"]] = said["state"], at
                self._changed.notify_all()


class Form:
    """A photo as a browser sends it, with the strengths to restore it with; made once, sent often."""

    def __init__(self, photo: bytes, recipe: Mapping[str, float | bool]) -> None:
        self.headers = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
        self.body = b"".join(
            [
                *_field('name="photo"; filename="print.jpg"', "image/jpeg", photo),
                *_field('name="recipe"', "application/json", json.dumps(dict(recipe)).encode()),
                f"--{_BOUNDARY}--\r\n".encode(),
            ]
        )


def _field(disposition: str, media_type: str, content: bytes) -> tuple[bytes, ...]:
    head = f"Content-Disposition: form-data; {disposition}\r\nContent-Type: {media_type}"
    return f"--{_BOUNDARY}\r\n{head}\r\n\r\n".encode(), content, b"\r\n"


@asynccontextmanager
async def visitors(base: str, count: int) -> AsyncIterator[list[Visitor]]:
    """So many people who have opened the page and hear of changes."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(_visitor(base)) for _ in range(count)]


@asynccontextmanager
async def _visitor(base: str) -> AsyncIterator[Visitor]:
    jar = aiohttp.CookieJar(unsafe=True)  # "unsafe" lets addresses without a name have cookies
    async with aiohttp.ClientSession(base, cookie_jar=jar, read_bufsize=_EVENT_BYTES) as session:
        async with session.get("/") as page:
            page.raise_for_status()
        visitor, open_ = Visitor(session), asyncio.Event()
        ear = asyncio.create_task(visitor.listen(open_))
        try:
            await open_.wait()
            yield visitor
        finally:
            ear.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ear
