"""Server-sent events: the state of photographs as it changes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiohttp import hdrs, web

from adapters.web import shapes
from adapters.web.keys import CHAT, DESK, STOPPING
from adapters.web.language import locale_of
from adapters.web.photos import all_photos, view_of

BEAT_SECONDS = 15.0
"""How often a silent stream says that it is alive; proxies cut those that do not."""
RETRY_MS = 1000


class Stream:
    """One visitor's open ear."""

    def __init__(self, response: web.StreamResponse) -> None:
        self._response = response

    async def say(self, event: str, body: object) -> None:
        """Send one event."""
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        await self._response.write(f"event: {event}\ndata: {text}\n\n".encode())

    async def beat(self) -> None:
        """Send a line that means nothing."""
        await self._response.write(b": alive\n\n")


async def of_all(request: web.Request) -> web.StreamResponse:
    """GET /api/events: the state of every photograph of this visitor, now and as it changes.

    Begins with `photos` (all of them), then `photo` (one that changed) and `gone` (one that was deleted).
    """
    desk, chat, locale = request.app[DESK], request[CHAT], locale_of(request)
    async with _changes(request) as changes, _stream(request) as (stream, response):
        await stream.say("photos", {"photos": await all_photos(request)})
        async for photo in _beating(changes, stream):
            view = await desk.view(chat, photo, locale)
            if view is None:
                await stream.say("gone", {"id": photo})
            else:
                await stream.say("photo", shapes.photo(view))
    return response


async def of_one(request: web.Request) -> web.StreamResponse:
    """GET /api/photos/{id}/events: one photograph, now and as it changes, until it is done."""
    desk, chat, locale = request.app[DESK], request[CHAT], locale_of(request)
    await view_of(request)
    wanted = request.match_info["id"]
    async with _changes(request) as changes, _stream(request) as (stream, response):
        view = await desk.view(chat, wanted, locale)
        while view is not None:
            await stream.say("photo", shapes.photo(view))
            if view.state.final:
                return response
            if not await _changed(changes, wanted, stream):
                return response
            view = await desk.view(chat, wanted, locale)
        await stream.say("gone", {"id": wanted})
    return response


async def _changed(changes: Changes, wanted: str, stream: Stream) -> bool:
    """Wait until one photograph changed; false when the stream has to end before."""
    async for photo in _beating(changes, stream):
        if photo == wanted:
            return True
    return False


class Changes:
    """What changes, one by one, with a wait that ends early where the service goes down."""

    def __init__(self, source: AsyncIterator[str], stopping: asyncio.Event) -> None:
        self._source = source
        self._stop = asyncio.ensure_future(stopping.wait())
        self._next: asyncio.Future[str] = asyncio.ensure_future(anext(source))

    async def wait(self, seconds: float) -> str | None:
        """The next photograph that changed; None when none did in this time.

        Raises:
            StopAsyncIteration: there will be no more.
        """
        either: set[asyncio.Future[Any]] = {self._next, self._stop}
        await asyncio.wait(either, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if self._stop.done():
            raise StopAsyncIteration
        if not self._next.done():
            return None
        photo = self._next.result()
        self._next = asyncio.ensure_future(anext(self._source))
        return photo

    async def close(self) -> None:
        """Let go of everything."""
        for waiting in (self._stop, self._next):
            waiting.cancel()
        with suppress(asyncio.CancelledError, StopAsyncIteration):
            await self._next
        closing: Any = getattr(self._source, "aclose", None)
        if closing is not None:
            await closing()


@asynccontextmanager
async def _changes(request: web.Request) -> AsyncIterator[Changes]:
    changes = Changes(request.app[DESK].changes(request[CHAT]), request.app[STOPPING])
    await asyncio.sleep(0)  # let it begin to listen before the state is read, so that nothing falls between
    try:
        yield changes
    finally:
        await changes.close()


@asynccontextmanager
async def _stream(request: web.Request) -> AsyncIterator[tuple[Stream, web.StreamResponse]]:
    response = web.StreamResponse(
        headers={
            hdrs.CONTENT_TYPE: "text/event-stream; charset=utf-8",
            hdrs.CACHE_CONTROL: "no-store",
            "X-Accel-Buffering": "no",
        }
    )
    await response.prepare(request)
    await response.write(f"retry: {RETRY_MS}\n\n".encode())
    with suppress(ConnectionResetError):  # the visitor left
        yield Stream(response), response


async def _beating(changes: Changes, stream: Stream) -> AsyncIterator[str]:
    """The photographs that change; in between, the stream is kept alive."""
    while True:
        try:
            photo = await changes.wait(BEAT_SECONDS)
        except StopAsyncIteration:
            return
        if photo is None:
            await stream.beat()
        else:
            yield photo
