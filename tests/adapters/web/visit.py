"""The web chat on loopback over a service in memory, and visitors to it, each with their own cookies."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from PIL import Image

from adapters.contract import Host
from adapters.web.adapter import WebAdapter
from adapters.web.opening import open_adapter
from adapters.web.rates import Rates
from adapters.web.settings import WebSettings
from adapters.web.uploads import Uploads
from tests.doubles.fake_service import FakeService, jpeg
from tests.waiting import PATIENCE_SECONDS

SECRET = "open sesame, open sesame"
TOKEN = "a token for programs only"
LIMIT_BYTES = 1_000_000


@dataclass
class Site:
    """A page that is being served."""

    service: FakeService
    adapter: WebAdapter
    base: str
    said: list[str]

    @asynccontextmanager
    async def visitor(self, **headers: str) -> AsyncIterator[Visitor]:
        """Somebody with a browser of their own."""
        jar = aiohttp.CookieJar(unsafe=True)  # "unsafe" lets addresses without a name have cookies
        async with aiohttp.ClientSession(self.base, cookie_jar=jar, headers=headers) as session:
            yield Visitor(session)


class Visitor:
    """Speaks to the page as a browser or a program does."""

    def __init__(self, session: aiohttp.ClientSession, base: str = "") -> None:
        self.session = session
        self._base = base

    async def get(self, path: str, **options: Any) -> tuple[int, Any]:
        """Status and body: JSON as what it says, everything else as bytes."""
        async with self.session.get(self._base + path, **options) as answer:
            return answer.status, await body(answer)

    async def post(self, path: str, said: Any = None, **options: Any) -> tuple[int, Any]:
        """Post JSON, or with `data=` a form."""
        async with self.session.post(self._base + path, json=said, **options) as answer:
            return answer.status, await body(answer)

    async def delete(self, path: str) -> int:
        async with self.session.delete(self._base + path) as answer:
            return answer.status

    async def send(self, file: bytes, recipe: str | None = None, **headers: str) -> tuple[int, Any]:
        """Send a photo as a form does."""
        form = aiohttp.FormData()
        form.add_field("photo", file, filename="../../grandma.jpg", content_type="image/jpeg")
        if recipe is not None:
            form.add_field("recipe", recipe)
        return await self.post("/api/photos", data=form, headers=headers)

    async def until(self, photo: str, state: str) -> Any:
        """The photo once it is in `state`, told by its stream of events."""
        async with (
            self.session.get(f"/api/photos/{photo}/events") as stream,
            asyncio.timeout(PATIENCE_SECONDS),
        ):
            async for event, said in events(stream):
                if event == "photo" and said["state"] == state:
                    return said
        raise AssertionError(f"the stream ended before {photo} was {state}")


async def body(answer: aiohttp.ClientResponse) -> Any:
    text = await answer.read()
    return json.loads(text) if "json" in answer.content_type else text


async def events(stream: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, Any]]:
    """The events of a stream, as a browser's EventSource reads them."""
    async for _, name, said in numbered(stream):
        yield name, said


async def numbered(stream: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, str, Any]]:
    """The same with the id of each."""
    name = number = ""
    async for raw in stream.content:
        line = raw.decode().rstrip("\n")
        if line.startswith("id: "):
            number = line.removeprefix("id: ")
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield number, name, json.loads(line.removeprefix("data: "))


@asynccontextmanager
async def site(
    folder: Path,
    service: FakeService | None = None,
    uploads: Uploads | None = None,
    rates: Rates | None = None,
    **settings: Any,
) -> AsyncIterator[Site]:
    """The page, served until the end of the block; `settings` as in `WebSettings`."""
    service, said = service or FakeService(), list[str]()
    host = Host(reader=service, folder=folder, limit_bytes=LIMIT_BYTES, version="1", say=said.append)
    chosen = WebSettings(**{"port": 0, **settings})
    adapter = WebAdapter(chosen, host, uploads, rates) if uploads or rates else open_adapter(chosen, host)
    serving = asyncio.create_task(adapter.run(service.receive))
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asyncio.wait(
                {serving, listening := asyncio.create_task(adapter.listening())},
                return_when=asyncio.FIRST_COMPLETED,
            )
        listening.cancel()
        if serving.done():
            serving.result()
        yield Site(service, adapter, f"http://127.0.0.1:{adapter.port}", said)
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


def photo(width: int = 64, height: int = 48) -> bytes:
    """A small photograph in one tone."""
    return jpeg(Image.linear_gradient("L").resize((width, height)).convert("RGB"))


def mask(mode: str = "L", width: int = 32, height: int = 24) -> bytes:
    """A painted mask as PNG."""
    buffer = io.BytesIO()
    Image.new(mode, (width, height), 255 if mode == "L" else (255, 0, 0)).save(buffer, "png")
    return buffer.getvalue()
