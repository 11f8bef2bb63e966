"""The page itself: its files, read once from the package, and its sentences."""

from __future__ import annotations

import gzip
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

from aiohttp import hdrs, web

from adapters.web import shapes
from adapters.web.keys import ACCESS, CHAT, LIMIT_BYTES, READER
from adapters.web.language import NAMES, locale_of
from adapters.web.problems import Problem

MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
_PLACEHOLDER = re.compile(r"\{\{([a-z_.]+)\}\}")
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file of the page."""

    body: bytes
    packed: bytes
    media_type: str
    etag: str


class Files:
    """All files of the page; `version` changes with any of them and is part of their address."""

    def __init__(self, folder: Traversable | None = None) -> None:
        folder = folder or resources.files("adapters.web") / "page"
        self._files = {name: _static(name, file.read_bytes()) for name, file in sorted(_walk(folder))}
        every = "".join(name + file.etag for name, file in self._files.items())
        self.version = hashlib.sha256(every.encode()).hexdigest()[:12]

    def get(self, name: str) -> StaticFile | None:
        """A file by its path, such as "script/main.js"."""
        return self._files.get(name)

    def text(self, name: str) -> str:
        """A file's text."""
        return self._files[name].body.decode("utf-8")


FILES = web.AppKey("files", Files)


async def static(request: web.Request) -> web.Response:
    """GET /static/{version}/{path}: a file of the page, kept by the browser as long as its version lasts."""
    files = request.app[FILES]
    file = files.get(request.match_info["path"])
    if file is None or file.media_type == "text/html":
        raise Problem("page.problem.not_found")
    current = request.match_info["version"] == files.version
    return _sent(request, file, _FOR_EVER if current else "no-cache")


async def icon(request: web.Request) -> web.Response:
    """GET /favicon.ico, for browsers that ask without being told to."""
    file = request.app[FILES].get("icon.svg")
    if file is None:
        raise Problem("page.problem.not_found")
    return _sent(request, file, "max-age=86400")


async def index(request: web.Request) -> web.Response:
    """GET /: the page, or the door where the secret has to be told first."""
    locked = request.app[ACCESS].secret != "" and request.get(CHAT) is None
    body = _filled(request, "locked.html" if locked else "index.html")
    page = _static(".html", body.encode("utf-8"))
    answer = _sent(request, page, "no-cache", status=401 if locked else 200)
    answer.headers[hdrs.VARY] = "Accept-Encoding, Accept-Language, Cookie"
    return answer


async def about(request: web.Request) -> web.Response:
    """GET /api/page: what the page needs to know: sentences, languages, limits, the recipe's strengths."""
    reader, locale = request.app[READER], locale_of(request)
    return web.json_response(
        {
            "language": reader.language(locale),
            "languages": {code: name for code, name in NAMES.items() if reader.language(code) == code},
            "texts": dict(reader.words("page", locale)),
            "limit_bytes": request.app[LIMIT_BYTES],
            "parameters": [shapes.parameter(entry) for entry in reader.parameters(locale)],
        }
    )


def _filled(request: web.Request, name: str) -> str:
    """An HTML file with its sentences."""
    reader, locale, files = request.app[READER], locale_of(request), request.app[FILES]
    words = dict(reader.words("page", locale))
    words |= {"language": reader.language(locale), "static": f"/static/{files.version}"}
    words["promise"] = reader.say("page.privacy", locale)
    words["wrong"] = words.get("problem.wrong_secret", "") if "wrong" in request.query else ""
    return _PLACEHOLDER.sub(lambda match: html.escape(words.get(match[1], match[1])), files.text(name))


def _sent(request: web.Request, file: StaticFile, cached: str, status: int = 200) -> web.Response:
    headers = {hdrs.ETAG: file.etag, hdrs.CACHE_CONTROL: cached, hdrs.VARY: "Accept-Encoding"}
    if status == 200 and file.etag in request.headers.get(hdrs.IF_NONE_MATCH, ""):
        return web.Response(status=304, headers=headers)
    body = file.body
    if "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, ""):
        body, headers[hdrs.CONTENT_ENCODING] = file.packed, "gzip"
    return web.Response(
        body=body, status=status, content_type=file.media_type, charset="utf-8", headers=headers
    )


def _static(name: str, body: bytes) -> StaticFile:
    ending = name[name.rindex(".") :]
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    return StaticFile(body, gzip.compress(body, 6, mtime=0), MEDIA_TYPES[ending], etag)


def _walk(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif any(entry.name.endswith(ending) for ending in MEDIA_TYPES):
            yield f"{prefix}{entry.name}", entry
