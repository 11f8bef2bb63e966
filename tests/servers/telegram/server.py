"""The Bot API of the small Telegram over HTTP, on loopback: long polling, webhook, uploads and downloads."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from tests.servers.telegram.methods import UPLOAD_BYTES, Methods, Upload
from tests.servers.telegram.world import ApiError, Json, World

_WRITES = ("send", "edit")
_TEXTS = frozenset(
    {"text", "caption", "url", "secret_token", "callback_query_id", "file_id", "action", "language_code"}
)
"""Parameters that stay text, whatever they look like."""


class Server:
    """Speaks the wire for a world. `local` = as with --local: files are handed out as paths there."""

    def __init__(self, world: World, local: Path | None = None) -> None:
        self.world, self._methods, self._local = world, Methods(world), local
        self.port = 0
        self._poll: asyncio.Event | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/file/bot"

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator[Server]:
        """Listen inside."""
        app = web.Application(client_max_size=1 << 30)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        self.port = runner.addresses[0][1]
        push = asyncio.create_task(self._push())
        try:
            yield self
        finally:
            push.cancel()
            await asyncio.gather(push, return_exceptions=True)
            if self._poll is not None:
                self._poll.set()
            await runner.cleanup()

    # ----------------------------------------------------------------------------------------- every call

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, faults = request.match_info["method"], self.world.faults
        self.world.seen[method] += 1
        if faults.unavailable:
            await self.world.notify()
            return web.Response(status=502, text="<html>502 Bad Gateway</html>", content_type="text/html")
        if request.match_info["token"] != self.world.token:
            return _refused(ApiError(401, "Unauthorized"))
        if faults.uploads and request.content_type == "multipart/form-data" and method.startswith(_WRITES):
            faults.uploads -= 1
            await request.content.readany()
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        said, uploads = await _parameters(request)
        try:
            if sum(len(upload[2]) for upload in uploads.values()) > UPLOAD_BYTES + 1_000_000:
                raise ApiError(413, "Request Entity Too Large")
            if method == "getUpdates":
                result: Any = await self._updates(said)
            else:
                result = self._called(method, said, uploads)
        except ApiError as refusal:
            return _refused(refusal)
        await self.world.notify()
        return web.json_response({"ok": True, "result": result})

    def _called(self, method: str, said: Json, uploads: dict[str, Upload]) -> Any:
        self.world.calls.append((method, said))
        refusals = self.world.faults.refusals.get(method)
        if refusals:
            raise refusals.pop(0)
        limits = self.world.faults.limits.get(said.get("chat_id", 0))
        if limits and method.startswith(_WRITES) and method != "sendChatAction":
            wait = limits.pop(0)
            raise ApiError(429, f"Too Many Requests: retry after {wait:g}", retry_after=wait)
        result = self._methods.call(method, said, uploads)
        if method == "getFile" and self._local is not None:
            path = self._local / result["file_path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.world.files[said["file_id"]].data)
            result["file_path"] = str(path)
        return result

    # -------------------------------------------------------------------------------------------- updates

    async def _updates(self, said: Json) -> list[Json]:
        if self.world.webhook:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete"
                " the webhook first",
            )
        if self._poll is not None:
            self._poll.set()  # the newer question ends the older one
        mine = self._poll = asyncio.Event()
        self.world.forget(said.get("offset", 0))
        wait, limit = float(said.get("timeout", 0)), int(said.get("limit", 100))
        await self.world.notify()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait), self.world.changed:
                while not self.world.updates and not mine.is_set():
                    await self.world.changed.wait()
        if mine.is_set():
            raise ApiError(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
                " running",
            )
        self._poll = None
        return self.world.updates[:limit]

    async def _push(self) -> None:
        """Send updates to the webhook, one after the other, until each is answered."""
        async with aiohttp.ClientSession() as session:
            while True:
                async with self.world.changed:
                    await self.world.changed.wait_for(lambda: self.world.webhook and self.world.updates)
                update = self.world.updates[0]
                headers = {"X-Telegram-Bot-Api-Secret-Token": self.world.webhook.get("secret_token", "")}
                try:
                    async with session.post(
                        self.world.webhook["url"], json=update, headers=headers
                    ) as answer:
                        taken = answer.status == 200
                except aiohttp.ClientError:
                    taken = False
                if taken:
                    self.world.forget(update["update_id"] + 1)
                    await self.world.notify()
                else:
                    await asyncio.sleep(0.05)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        path = request.match_info["path"]
        file = next((file for file in self.world.files.values() if file.path == path), None)
        if request.match_info["token"] != self.world.token or file is None:
            return _refused(ApiError(404, "Not Found"))
        answer = web.StreamResponse(headers={"Content-Length": str(len(file.data))})
        await answer.prepare(request)
        if self.world.faults.downloads:
            self.world.faults.downloads -= 1
            await answer.write(file.data[: len(file.data) // 2])
            assert request.transport is not None
            request.transport.abort()
            return answer
        await answer.write(file.data)
        return answer


async def _parameters(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """What a call says, as JSON values, and the files that came along."""
    said: Json = {name: _value(name, text) for name, text in request.query.items()}
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        return {**said, **await request.json()}, uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = (value.filename, value.content_type, value.file.read())
            said.setdefault(name, name)
        else:
            said[name] = _value(name, str(value))
    return said, uploads


def _value(name: str, text: str) -> Any:
    if name in _TEXTS:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _refused(problem: ApiError) -> web.Response:
    body: Json = {"ok": False, "error_code": problem.code, "description": problem.description}
    if problem.parameters:
        body["parameters"] = problem.parameters
    return web.json_response(body, status=problem.code)
