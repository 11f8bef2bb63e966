"""Telemelya, a Bot API server written by others, with what it keeps its things in: all on loopback.

It runs in an environment of its own (`make test-peers` fills it), because its libraries are not ours. It
knows private chats, the webhook, texts, photos and files. Where it differs from the documentation of the Bot
API, the documentation wins: the relay before it adds the webhook's secret, which it leaves out.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from tests.waiting import PATIENCE_SECONDS, quiet_port

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-telemelya" / "bin" / "python"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

REDIS = "import sys, fakeredis; fakeredis.TcpFakeServer(('127.0.0.1', int(sys.argv[1]))).serve_forever()"
"""A server that speaks Redis' protocol, out of memory."""


class Telemelya:
    """People's side of it: sending to the bot, and reading what the bot sent."""

    def __init__(self, session: aiohttp.ClientSession, base: str, token: str) -> None:
        self._session, self._base, self._token = session, base, token
        self._test = {"session_id": "conversation"}

    @property
    def base_url(self) -> str:
        return f"{self._base}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self._base}/file/bot"

    async def send_photo(self, chat: int, data: bytes) -> None:
        """Somebody sends a photo to the bot."""
        form = aiohttp.FormData()
        form.add_field("file", data, filename="grandma.jpg", content_type="image/jpeg")
        uploaded = await self._post("upload_media", data=form)
        await self._update({"chat_id": chat, "photo_file_id": uploaded["file_id"]})

    async def command(self, chat: int, name: str) -> None:
        """Somebody gives a command."""
        await self._update({"chat_id": chat, "command": name})

    async def responses(self) -> list[dict[str, Any]]:
        """Every call by which the bot wrote something."""
        async with self._session.get(self._url("responses"), params=self._test) as answer:
            responses: list[dict[str, Any]] = (await answer.json())["responses"]
            return responses

    async def media(self, file_id: str) -> bytes:
        """The bytes of a picture that the bot sent."""
        async with self._session.get(self._url(f"media/{file_id}"), params=self._test) as answer:
            return await answer.read()

    async def _update(self, said: dict[str, Any]) -> None:
        answer = await self._post("send_update", json=said, bot_token=self._token)
        assert answer["delivery"]["status_code"] == 200, answer

    async def _post(self, path: str, *, bot_token: str = "", **body: Any) -> dict[str, Any]:
        params = self._test | ({"bot_token": bot_token} if bot_token else {})
        async with self._session.post(self._url(path), params=params, **body) as answer:
            assert answer.status == 200, await answer.text()
            said: dict[str, Any] = await answer.json()
            return said

    def _url(self, path: str) -> str:
        return f"{self._base}/api/v1/test/{path}"


class Relay:
    """Stands before it on both sides, and gives the webhook its secret."""

    def __init__(self, session: aiohttp.ClientSession, peer: str) -> None:
        self._session, self._peer, self._base = session, peer, ""
        self._hook, self._secret = "", ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Listen inside; its address."""
        app = web.Application(client_max_size=1 << 28)
        app.router.add_post("/hook", self._to_the_bot)
        app.router.add_route("*", "/{path:.*}", self._to_the_peer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self._base
        finally:
            await runner.cleanup()

    async def _to_the_bot(self, request: web.Request) -> web.Response:
        headers = {"Content-Type": "application/json", SECRET_HEADER: self._secret}
        async with self._session.post(self._hook, data=await request.read(), headers=headers) as answer:
            return web.Response(status=answer.status, body=await answer.read())

    async def _to_the_peer(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {
            name: request.headers[name]
            for name in ("Content-Type", "Authorization")
            if name in request.headers
        }
        if request.path.endswith("/setWebhook"):
            said = await request.post()
            self._hook, self._secret = str(said["url"]), str(said["secret_token"])
            body, headers = b'{"url": "%s/hook"}' % self._base.encode(), {"Content-Type": "application/json"}
        url = self._peer + request.raw_path
        async with self._session.request(request.method, url, data=body or None, headers=headers) as answer:
            return web.Response(
                status=answer.status, body=await answer.read(), content_type=answer.content_type
            )


@asynccontextmanager
async def telemelya(token: str, folder: Path) -> AsyncIterator[Telemelya]:
    """Everything that it needs, running inside."""
    redis, store, port = quiet_port(), quiet_port(), quiet_port()
    environ = {
        "PATH": os.environ["PATH"],
        "MOCK_SERVER_HOST": "127.0.0.1",
        "MOCK_SERVER_PORT": str(port),
        "REDIS_URL": f"redis://127.0.0.1:{redis}/0",
        "MINIO_ENDPOINT": f"127.0.0.1:{store}",
    }
    async with AsyncExitStack() as stack:
        for words in (("-c", REDIS, str(redis)), ("-m", "moto.server", "-H", "127.0.0.1", "-p", str(store))):
            await stack.enter_async_context(_process(words, environ, folder))
        await asyncio.gather(_listens(redis), _listens(store))
        await stack.enter_async_context(_process(("-m", "telemelya.server.app"), environ, folder))
        await _listens(port)
        headers = {"Authorization": "Bearer anybody"}
        session = await stack.enter_async_context(aiohttp.ClientSession(headers=headers))
        relay = await stack.enter_async_context(Relay(session, f"http://127.0.0.1:{port}").running())
        yield Telemelya(session, relay, token)


@asynccontextmanager
async def _process(words: tuple[str, ...], environ: dict[str, str], folder: Path) -> AsyncIterator[None]:
    with (folder / "peer.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            str(PYTHON), *words, env=environ, cwd=folder, stdout=log, stderr=log
        )
    try:
        yield
    finally:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 5)
        except TimeoutError:
            process.kill()
            await process.wait()


async def _listens(port: int) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                return await writer.wait_closed()
