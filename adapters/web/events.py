"""Server-sent events: the state of photographs as it changes.

An event's id is a digest of all that was told. Who comes back with one (Last-Event-ID) is told only what has
changed since; what is the same is not said again.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiohttp import hdrs, web

from adapters.contract import NotNow, RequestState
from adapters.web import shapes
from adapters.web.keys import CHAT, READER, STOPPING
from adapters.web.language import locale_of
from adapters.web.photos import all_photos, view_of

BEAT_SECONDS = 15.0
"""How often a silent stream says that it is alive; proxies cut those that do not."""
PLACE_SECONDS = 3.0
"""How often the place of what waits is looked at: it changes when the photographs of others are done."""
RETRY_MS = 1000

AT_ONCE = 2
"""For how many streams the database is asked at the same time: people who wait for an answer come first."""

LOOKS = web.AppKey("looks", asyncio.Semaphore)

Shape = Mapping[str, Any]


class Stream:
    """One visitor's open ear, and what it has heard."""

    def __init__(self, response: web.StreamResponse) -> None:
        self._response = response
        self._known: dict[str, str] = {}
        self.waiting: set[str] = set()

    @property
    def mark(self) -> str:
        """The digest of all that was told."""
        return _digest(sorted(self._known.items()))

    def know(self, shape: Shape) -> bool:
        """Take a photograph's state for told; whether it is news."""
        photo, digest = shape["id"], _digest(shape)
        (self.waiting.add if shape["state"] == RequestState.QUEUED else self.waiting.discard)(photo)
        news = self._known.get(photo) != digest
        self._known[photo] = digest
        return news

    async def photo(self, shape: Shape) -> None:
        """Tell of a photograph, if it is news."""
        if self.know(shape):
            await self.say("photo", shape)

    async def gone(self, photo: str) -> None:
        """Tell that a photograph was deleted."""
        self._known.pop(photo, None)
        self.waiting.discard(photo)
        await self.say("gone", {"id": photo})

    async def say(self, event: str, body: object) -> None:
        """Send one event."""
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        await self._response.write(f"id: {self.mark}\nevent: {event}\ndata: {text}\n\n".encode())

    async def beat(self) -> None:
        """Send a line that means nothing."""
        await self._response.write(b": alive\n\n")


async def of_all(request: web.Request) -> web.StreamResponse:
    """GET /api/events: the state of every photograph of this visitor, now and as it changes.

    Begins with `photos` (all of them), then `photo` (one that changed) and `gone` (one that was deleted).
    """
    reader, chat, locale = request.app[READER], request[CHAT], locale_of(request)
    async with _changes(request) as changes, _stream(request) as (stream, response):
        photos = await all_photos(request)
        for shape in photos:
            stream.know(shape)
        if stream.mark != _last_heard(request):
            await stream.say("photos", {"photos": photos})
        async for photo in _beating(changes, stream):
            async with request.app[LOOKS]:
                view = await reader.view(chat, photo, locale)
            if view is None:
                await stream.gone(photo)
            else:
                await stream.photo(shapes.photo(view))
    return response


async def of_one(request: web.Request) -> web.StreamResponse:
    """GET /api/photos/{id}/events: one photograph, now and as it changes, until it is done.

    Answered with 204 when it is done and all of it was told: a browser then does not come back.
    """
    reader, chat, locale = request.app[READER], request[CHAT], locale_of(request)
    wanted = request.match_info["id"]
    view = await view_of(request)
    if view.state.final and _last_heard(request) == _digest([(wanted, _digest(shapes.photo(view)))]):
        return web.Response(status=204)
    last_mark = _last_heard(request)
    async with _changes(request) as changes, _stream(request) as (stream, response):
        async for _ in _beating(changes, stream, only=wanted):
            async with request.app[LOOKS]:
                current = await reader.view(chat, wanted, locale)
            if current is None:
                await stream.gone(wanted)
                break
            shape = shapes.photo(current)
            if stream.know(shape) and stream.mark != last_mark:
                await stream.say("photo", shape)
            last_mark = ""
            if current.state.final:
                break
    return response


def _last_heard(request: web.Request) -> str:
    return request.headers.get("Last-Event-ID", "")


def _digest(body: object) -> str:
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


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
    changes = Changes(request.app[READER].changes(request[CHAT]), request.app[STOPPING])
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
    with suppress(ConnectionResetError, NotNow):  # the visitor left, or has to come back for the rest
        yield Stream(response), response


async def _beating(changes: Changes, stream: Stream, only: str | None = None) -> AsyncIterator[str]:
    """The photographs that may have changed; in between, the stream is kept alive. `only` one is looked at
    once at the beginning."""
    if only is not None:
        yield only
    while True:
        try:
            photo = await changes.wait(PLACE_SECONDS if stream.waiting else BEAT_SECONDS)
        except StopAsyncIteration:
            return
        if photo is None:
            await stream.beat()
        for changed in stream.waiting.copy() if photo is None else (photo,):
            if only in (None, changed):
                yield changed
