"""Where attachments lie: signed addresses, and whatever can go wrong with them."""

from __future__ import annotations

import asyncio
import hmac

from aiohttp import web

from tests.servers.discord.world import World


class Files:
    """The servers for files.

    Attributes:
        served: how often each file was handed out whole.
        failures: statuses that the next requests end with.
        elsewhere: requests are sent on to this address.
        gate: closed while it is clear: no file goes out.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.served: dict[int, int] = {}
        self.failures: list[int] = []
        self.elsewhere: str | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def handle(self, request: web.Request) -> web.Response:
        """One file."""
        if self.elsewhere:
            raise web.HTTPFound(self.elsewhere)
        if self.failures:
            return web.Response(status=self.failures.pop(0))
        await self.gate.wait()
        file = self._world.files.get(int(request.match_info["file"]))
        if file is None or not hmac.compare_digest(request.query.get("hm", ""), file.signature):
            return web.Response(status=404)
        self.served[file.id] = self.served.get(file.id, 0) + 1
        return web.Response(body=file.data, content_type=file.media_type or "application/octet-stream")
