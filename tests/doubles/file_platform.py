"""A chat platform made of folders, for services that are killed: what lies in `inbox` was sent and is not
confirmed yet, what was answered stands in `sent`, a line each.

`python -m tests.doubles.file_platform FOLDER` is a whole service on it, with a worker as its child.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from adapters.contract import (
    Capabilities,
    ChatKind,
    Host,
    IncomingPhoto,
    NotNow,
    Origin,
    Picture,
    Receive,
    Reference,
    Refused,
    Reply,
    Status,
)
from bot.observability.logs import configure
from bot.process.app import running
from bot.settings import load


class FilePlatform:
    """One private chat per photo; the photo's name is the message's id."""

    name = "files"
    account = "bot1"
    capabilities = Capabilities(edit_seconds=0.05)

    def __init__(self, host: Host, folder: Path) -> None:
        self._inbox, self._files = folder / "inbox", folder / "files"
        self._sent = (folder / "sent").open("a", encoding="utf-8")

    async def run(self, receive: Receive) -> None:
        """Hand over what lies in the inbox until it is taken."""
        while True:
            for update in sorted(self._inbox.glob("*.update")):
                origin = Origin(
                    chat=update.stem,
                    kind=ChatKind.PRIVATE,
                    message=update.stem,
                    sender=update.stem,
                    sender_is_admin=True,
                    addressed=True,
                )
                picture = Picture(message=update.stem, file=Reference(update.stem))
                try:
                    await receive(IncomingPhoto(origin=origin, pictures=(picture,)))
                except NotNow as problem:
                    await asyncio.sleep(problem.seconds)
                else:
                    update.unlink()
            await asyncio.sleep(0.05)

    async def fetch(self, reference: Reference, limit_bytes: int) -> bytes:
        """Read what was sent."""
        try:
            return (self._files / reference.id).read_bytes()
        except FileNotFoundError as problem:
            raise Refused("gone") from problem

    async def update(self, status: Status) -> str | None:
        """Write a status down."""
        self._write("status", status.key, status.to.chat, str(status.state))
        return f"status {status.request}"

    async def deliver(self, reply: Reply) -> tuple[str, ...]:
        """Write a reply down, once it could be read whole."""
        for enclosure in reply.enclosures:
            assert len(await enclosure.content.read()) == enclosure.content.size_bytes
        self._write("reply", reply.key, reply.to.chat, " ".join(each.version for each in reply.enclosures))
        return (f"reply {reply.key}",)

    def _write(self, kind: str, key: str, chat: str, said: str) -> None:
        line = {"kind": kind, "key": key, "chat": chat, "said": said}
        self._sent.write(json.dumps(line) + "\n")
        self._sent.flush()


async def serve(folder: Path) -> None:
    """A whole service on the platform in `folder`, until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    environ = dict(os.environ)
    configure(load(environ).log)
    platforms = {"files": lambda host: FilePlatform(host, folder)}
    async with running(load(environ), environ, None, print, platforms) as service:
        (folder / "worker").write_text(str(service.children[0].pid), "ascii")
        stopped = asyncio.create_task(stop.wait())
        while not stopped.done():
            (folder / "worker").write_text(str(service.children[0].pid), "ascii")
            await asyncio.wait([stopped, *service.tasks], timeout=0.1, return_when=asyncio.FIRST_COMPLETED)
            if any(task.done() for task in service.tasks):
                break


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
