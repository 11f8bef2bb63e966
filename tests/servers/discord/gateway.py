"""The gateway: a websocket that greets the bot, tells it what happens, and takes it back after a break."""

from __future__ import annotations

import asyncio
import json
import secrets
import zlib
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.servers.discord import payloads
from tests.servers.discord.world import World

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = (
    *(0, 1, 2, 6, 7, 9, 10, 11),
)
MESSAGE_CONTENT = 1 << 15
_HEARTBEAT_MS = 30_000


@dataclass(slots=True, eq=False)
class Session:
    """What a bot has been told, so that it can be told the rest after a break."""

    id: str
    intents: int
    told: list[dict[str, Any]] = field(default_factory=list)
    line: Line | None = None


class Line:
    """One websocket, compressed as the bot asked."""

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self.socket = socket
        self._deflate = zlib.compressobj() if compressed else None

    async def send(self, op: int, data: Any = None, **more: Any) -> None:
        """Send one payload."""
        text = json.dumps({"op": op, "d": data, "s": None, "t": None} | more)
        if self._deflate is None:
            await self.socket.send_str(text)
            return
        packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
        await self.socket.send_bytes(packed)


class Gateway:
    """All connections of the one bot.

    Attributes:
        token: the only one that is taken.
        content_granted: the bot may ask to read every message.
        identified: how often a session began.
        resumed: how often one was taken up again.
        cut_off: those who call are turned away.
    """

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self.token = token
        self.content_granted = True
        self.cut_off = False
        self.identified = self.resumed = 0
        self.resume_url = ""
        self._sessions: dict[str, Session] = {}
        self._current: Session | None = None
        self._greeted = asyncio.Event()
        self._beat = asyncio.Event()

    # What happens.

    async def dispatch(self, event: str, data: dict[str, Any]) -> None:
        """Tell the bot; where it is away for a moment, it is told when it resumes."""
        session = self._current
        if session is None:
            return
        told = {"t": event, "s": len(session.told) + 1, "d": data}
        session.told.append(told)
        if session.line:
            await _tell(session.line, told)

    @property
    def reads_everything(self) -> bool:
        """Whether the bot reads messages that are not for it."""
        return bool(self._current and self._current.intents & MESSAGE_CONTENT)

    async def greeted(self) -> None:
        """Wait until a bot is connected."""
        await self._greeted.wait()

    async def flushed(self) -> None:
        """Wait until the bot has read everything that it was told."""
        await self._greeted.wait()
        self._beat.clear()
        if self._current and self._current.line:
            await self._current.line.send(HEARTBEAT)
        await self._beat.wait()

    # What goes wrong.

    async def drop(self, code: int = 4000) -> None:
        """Close the connection, as happens now and then."""
        if self._current and self._current.line:
            line, self._current.line = self._current.line, None
            self._greeted.clear()
            await line.socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        """Send the bot elsewhere, as before maintenance."""
        if self._current and self._current.line:
            line, self._current.line = self._current.line, None
            self._greeted.clear()
            await line.send(RECONNECT)

    async def forget(self) -> None:
        """Invalidate the session: the bot has to begin anew."""
        if self._current and self._current.line:
            line = self._current.line
            self._sessions.clear()
            self._current = None
            self._greeted.clear()
            await line.send(INVALID_SESSION, False)

    # The wire.

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """One connection."""
        if self.cut_off:
            raise web.HTTPServiceUnavailable
        assert request.query["v"] == "10"
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        line = Line(socket, compressed=request.query.get("compress") == "zlib-stream")
        session: Session | None = None
        await line.send(HELLO, {"heartbeat_interval": _HEARTBEAT_MS})
        try:
            async for received in socket:
                if received.type is not WSMsgType.TEXT:
                    break
                said = json.loads(received.data)
                if said["op"] == HEARTBEAT:
                    await line.send(HEARTBEAT_ACK)
                    if session:
                        self._beat.set()
                elif said["op"] == IDENTIFY:
                    session = await self._identify(line, said["d"])
                elif said["op"] == RESUME:
                    session = await self._resume(line, said["d"])
        finally:
            if session and session.line is line:
                session.line = None
                self._greeted.clear()
        return socket

    async def _identify(self, line: Line, said: dict[str, Any]) -> Session | None:
        if said["token"] != self.token:
            await line.socket.close(code=4004)
            return None
        if said["intents"] & MESSAGE_CONTENT and not self.content_granted:
            await line.socket.close(code=4014)
            return None
        session = Session(secrets.token_hex(8), said["intents"], line=line)
        self._sessions[session.id] = self._current = session
        self.identified += 1
        guilds = [each for each in self._world.guilds.values() if each.bot is not None]
        await self.dispatch(
            "READY",
            {
                "v": 10,
                "user": payloads.user(self._world.bot),
                "guilds": [{"id": str(each.id), "unavailable": True} for each in guilds],
                "session_id": session.id,
                "resume_gateway_url": self.resume_url,
                "shard": said.get("shard", [0, 1]),
                "application": {"id": str(self._world.bot.id), "flags": 0},
            },
        )
        for each in guilds:
            await self.dispatch("GUILD_CREATE", payloads.guild(each, self._world.bot))
        self._greeted.set()
        return session

    async def _resume(self, line: Line, said: dict[str, Any]) -> Session | None:
        session = self._sessions.get(said["session_id"])
        if session is None or said["token"] != self.token:
            await line.send(INVALID_SESSION, False)
            return None
        heard = int(said["seq"])
        while heard < len(session.told):  # which may grow meanwhile
            await _tell(line, session.told[heard])
            heard += 1
        session.line = line
        self.resumed += 1
        await self.dispatch("RESUMED", {})
        self._greeted.set()
        return session


async def _tell(line: Line, told: dict[str, Any]) -> None:
    try:
        await line.send(DISPATCH, told["d"], t=told["t"], s=told["s"])
    except ConnectionError:
        """The bot hears of it when it resumes."""
