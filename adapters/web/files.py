"""Pictures on their way out: versions in full quality, previews, archives."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from collections.abc import AsyncIterator, Iterable, Sequence

from aiohttp import hdrs, web

from adapters.contract import Content, ContentGone, NotNow, View
from adapters.web.keys import CHAT, READER
from adapters.web.language import locale_of
from adapters.web.photos import view_of
from adapters.web.problems import Problem

SHOWN = frozenset({"image/jpeg", "image/png", "image/webp", "image/avif"})
"""What a browser may show; everything else is only saved."""
_AWAY_SECONDS = 2.0
"""When to ask again for a file whose keeper does not answer."""
_ALONE = "default-src 'none'; sandbox"
"""The policy of a file that is opened by itself: it may do nothing."""


async def version(request: web.Request) -> web.StreamResponse:
    """GET /api/photos/{id}/versions/{name}: a result in full quality, to be saved."""
    view = await view_of(request)
    contents = view.parts[0].versions if view.parts else {}
    return await _file(request, contents.get(request.match_info["name"]), saved=True)


async def preview(request: web.Request) -> web.StreamResponse:
    """GET /api/photos/{id}/previews/{name}: a picture for the screen."""
    view = await view_of(request)
    contents = view.parts[0].previews if view.parts else {}
    return await _file(request, contents.get(request.match_info["name"]), saved=False)


async def original(request: web.Request) -> web.StreamResponse:
    """GET /api/photos/{id}/original: the file as it was sent."""
    view = await view_of(request)
    return await _file(request, view.parts[0].original if view.parts else None, saved=False)


async def archive(request: web.Request) -> web.StreamResponse:
    """GET /api/photos/{id}/archive: every version of a photograph in one zip file."""
    return await _archive(request, [await view_of(request)])


async def archive_of_all(request: web.Request) -> web.StreamResponse:
    """GET /api/photos.zip: every version of every photograph in one zip file."""
    views = await request.app[READER].views(request[CHAT], locale_of(request))
    return await _archive(request, [*reversed(views)])


async def _file(request: web.Request, content: Content | None, *, saved: bool) -> web.StreamResponse:
    if content is None:
        raise Problem("page.problem.not_found")
    etag = f'"{content.sha256}"'
    headers = {
        hdrs.ETAG: etag,
        hdrs.CACHE_CONTROL: "private, no-cache",  # kept, but asked about each time: deleted means deleted
        "Content-Security-Policy": _ALONE,
    }
    if etag in [tag.strip() for tag in request.headers.get(hdrs.IF_NONE_MATCH, "").split(",")]:
        return web.Response(status=304, headers=headers)
    way = "inline" if not saved and content.media_type in SHOWN else "attachment"
    headers[hdrs.CONTENT_DISPOSITION] = f'{way}; filename="{plain(content.name)}"'
    try:
        body = await content.read()
    except ContentGone as gone:
        raise Problem("page.problem.not_found") from gone
    except OSError as away:
        raise NotNow(_AWAY_SECONDS) from away
    return web.Response(body=body, content_type=content.media_type, headers=headers)


async def _archive(request: web.Request, views: Sequence[View]) -> web.StreamResponse:
    contents = [*_entries(views)]
    if not contents:
        raise Problem("page.problem.not_found")
    response = web.StreamResponse(
        headers={
            hdrs.CONTENT_TYPE: "application/zip",
            hdrs.CONTENT_DISPOSITION: 'attachment; filename="heirloom.zip"',
        }
    )
    await response.prepare(request)
    async for piece in zipped(contents):
        await response.write(piece)
    await response.write_eof()
    return response


def _entries(views: Iterable[View]) -> Iterable[tuple[str, Content]]:
    """File names, no two alike, with what is in them."""
    for number, view in enumerate(views, 1):
        for part in view.parts:
            for name, content in part.versions.items():
                ending = plain(content.name).rpartition(".")[2] or "bin"
                yield f"heirloom-{number:03}-{plain(name)}.{ending}", content


async def zipped(entries: Iterable[tuple[str, Content]]) -> AsyncIterator[bytes]:
    """A zip file, piece by piece, one picture in memory at a time, stored as it is."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as packed:
        for name, content in entries:
            try:
                body = await content.read()
            except ContentGone:
                continue  # deleted while the others were on their way
            await asyncio.to_thread(packed.writestr, name, body)
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file that only grows; what was written is taken away in between."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        piece, self._held = bytes(self._held), bytearray()
        return piece


def plain(name: str) -> str:
    """A file name that means nothing to any system but itself."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-") or "photo"
