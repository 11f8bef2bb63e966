"""discord-digital-twin, a Discord written by others, in a process of its own.

A relay stands before its REST API and fills in what it lacks and discord.py needs: files, in both directions,
and what Discord tells when an interaction is acknowledged.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import BodyPartReader, web

from tests.waiting import PATIENCE_SECONDS

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".venv-discord-twin"
SERVER = HOME / "serve.mjs"

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz-0123456789_A"
PROMISE = 5
"""The answer to an interaction that stands for "is thinking"."""


@dataclass(slots=True)
class Files:
    """Attachments: those that people sent, by id; those that the bot sent, by message."""

    sent: dict[str, bytes] = field(default_factory=dict)
    got: dict[str, list[bytes]] = field(default_factory=dict)


class Relay:
    """Between discord.py and the twin."""

    def __init__(self, session: aiohttp.ClientSession, peer: str, files: Files) -> None:
        self._session, self._peer, self._files = session, peer, files

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Where it listens."""
        app = web.Application(client_max_size=1 << 28)
        app.router.add_get("/attachments/{file}/{name}", self._file)
        app.router.add_post("/api/v10/interactions/{interaction}/{token}/callback", self._callback)
        app.router.add_put("/api/v10/applications/{application}/commands", self._commands)
        app.router.add_get("/api/v10/oauth2/applications/@me", self._application)
        app.router.add_route("*", "/{path:.*}", self._forward)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self._files.sent[request.match_info["file"]])

    async def _application(self, request: web.Request) -> web.Response:
        """It knows the newer address alone, and no owner."""
        _, said = await self._ask("GET", "/api/v10/applications/@me")
        _, owner = await self._ask("GET", "/api/v10/users/@me")
        return _json(said | {"owner": owner})

    async def _commands(self, request: web.Request) -> web.Response:
        """It takes permissions as text alone, and Discord as a number too."""
        commands = await request.json()
        for each in commands:
            if each["default_member_permissions"] is not None:
                each["default_member_permissions"] = str(each["default_member_permissions"])
        status, said = await self._ask("PUT", request.path, commands)
        return _json(said, status)

    async def _callback(self, request: web.Request) -> web.Response:
        """It acknowledges without telling which message the answer will be, and makes that at the first
        change."""
        answer = await request.json()
        status, said = await self._ask("POST", request.path, answer)
        if status != 204:
            return _json(said, status)
        told: dict[str, Any] = {"id": request.match_info["interaction"], "type": 2}
        if answer["type"] == PROMISE:
            hook = f"/api/v10/webhooks/0/{request.match_info['token']}/messages/@original"
            _, message = await self._ask("PATCH", hook, {"flags": (answer.get("data") or {}).get("flags", 0)})
            told["response_message_id"] = message["id"]
        return _json({"interaction": told})

    async def _forward(self, request: web.Request) -> web.Response:
        """It reads JSON alone: the files beside it stay here."""
        files: list[bytes] = []
        if request.content_type.startswith("multipart/"):
            body: Any = None
            async for part in await request.multipart():
                assert isinstance(part, BodyPartReader)
                if part.name == "payload_json":
                    body = json.loads(await part.text())
                else:
                    files.append(bytes(await part.read()))
        else:
            body = await request.json() if request.can_read_body else None
        status, said = await self._ask(request.method, request.path, body)
        if files:
            self._files.got[said["id"]] = files
        return _json(said, status) if said is not None else web.Response(status=status)

    async def _ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        async with self._session.request(method, self._peer + path, json=body) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text else None


class Twin:
    """What people do there, and what they see."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        there: Mapping[str, Any],
        files: Files,
        session: aiohttp.ClientSession,
    ) -> None:
        self._process, self._there, self._files, self._session = process, there, files, session
        self.base = ""

    @property
    def environment(self) -> dict[str, str]:
        """The settings by which the service finds it."""
        return {
            "HEIRLOOM_DISCORD_TOKEN": TOKEN,
            "HEIRLOOM_DISCORD_API_URL": f"{self.base}/api/v10",
            "HEIRLOOM_DISCORD_GATEWAY_URL": str(self._there["gateway"]),
        }

    async def slash(self, person: str, name: str, photo: bytes) -> None:
        """Somebody gives a slash command with a photo."""
        attachment = self._attachment(photo)
        option = {"name": "photo", "type": 11, "value": attachment["id"]}
        resolved = {"attachments": {attachment["id"]: attachment}}
        data = {"id": "1", "name": name, "type": 1, "options": [option], "resolved": resolved}
        await self._interact(person, 2, data)

    async def menu(self, person: str, name: str, message: Mapping[str, Any]) -> None:
        """Somebody chooses a command from the menu of a message."""
        resolved = {"messages": {message["id"]: message}}
        data = {"id": "1", "name": name, "type": 3, "target_id": message["id"], "resolved": resolved}
        await self._interact(person, 2, data)

    async def press(self, person: str, message: Mapping[str, Any], action: str) -> None:
        """Somebody presses the button whose custom id holds that action."""
        ids = [item["custom_id"] for row in message["components"] for item in row["components"]]
        (custom,) = [each for each in ids if f":{action}:" in each]
        data = {"custom_id": custom, "component_type": 2}
        await self._interact(person, 3, data, messageId=message["id"])

    async def say(self, person: str, photo: bytes) -> Mapping[str, Any]:
        """Somebody posts a photo."""
        said = {
            "channelId": self._there["channel"],
            "userId": self._there["people"][person],
            "content": "Grandma",
            "attachments": [self._attachment(photo)],
        }
        message: Mapping[str, Any] = await self._call("simulateUserMessage", said)
        return message

    async def seen(self) -> list[dict[str, Any]]:
        """What the bot wrote, the oldest first, with its files under "files"."""
        url = f"http://127.0.0.1:{self._there['port']}/api/v10/channels/{self._there['channel']}/messages"
        async with self._session.get(url) as answer:
            messages = await answer.json()
        mine = [each for each in messages if each["author"]["id"] == self._there["bot"]]
        ordered = sorted(mine, key=lambda each: int(each["id"]))
        return [each | {"files": self._files.got.get(each["id"], [])} for each in ordered]

    def _attachment(self, data: bytes) -> dict[str, Any]:
        number = str(1000 + len(self._files.sent))
        self._files.sent[number] = data
        url = f"{self.base}/attachments/{number}/photo.jpg"
        facts = {"id": number, "filename": "photo.jpg", "content_type": "image/jpeg", "size": len(data)}
        return facts | {"url": url, "proxy_url": url}

    async def _interact(self, person: str, kind: int, data: Mapping[str, Any], **more: str) -> None:
        who = {"channelId": self._there["channel"], "userId": self._there["people"][person]}
        await self._call("simulateInteraction", {"type": kind, "data": data, **who, **more})

    async def _call(self, method: str, args: Mapping[str, Any]) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"method": method, "args": args}).encode() + b"\n")
        await self._process.stdin.drain()
        return json.loads(await self._process.stdout.readline())


@asynccontextmanager
async def twin(folder: Path) -> AsyncIterator[Twin]:
    """The twin, running."""
    async with AsyncExitStack() as stack:
        log = stack.enter_context((folder / "twin.log").open("wb"))
        process = await asyncio.create_subprocess_exec(
            *("node", str(SERVER)),
            env={"PATH": os.environ["PATH"], "TWIN_TOKEN": TOKEN},
            cwd=HOME,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            limit=1 << 24,
        )
        stack.push_async_callback(_ended, process)
        assert process.stdout
        there = json.loads(await asyncio.wait_for(process.stdout.readline(), PATIENCE_SECONDS))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        files = Files()
        relay = Relay(session, f"http://127.0.0.1:{there['port']}", files)
        made = Twin(process, there, files, session)
        made.base = await stack.enter_async_context(relay.running())
        yield made


async def _ended(process: asyncio.subprocess.Process) -> None:
    process.terminate()
    await process.wait()


def _json(said: Any, status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(said).encode(), status=status, content_type="application/json")
