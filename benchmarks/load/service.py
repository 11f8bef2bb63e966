"""A service in processes of its own, as an operator would run it, on a folder that is thrown away."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.store.database import Database, opened

START_SECONDS = 120.0
"""How long a first start may take, the making of the database included."""

_STOP_SECONDS = 60.0
_LINK = re.compile(r"http://\S+:(\d+)/")


class ServiceFailed(Exception):
    """The service ended before it could be used; says its last words."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service that is ready: the id of its process, where its page is, and its database."""

    pid: int
    base: str
    database: Database


@asynccontextmanager
async def started(weights: dict[str, Path] | None, threads: int) -> AsyncIterator[Service]:
    """`heirloom serve` with its own PostgreSQL and one worker, until the end of the block.

    Raises:
        ServiceFailed: it does not start.
    """
    folder = await asyncio.to_thread(_folder)
    try:
        async with (
            _process(folder, _environment(folder, weights, threads)) as (pid, base),
            opened("", folder / "data", own=False) as database,
        ):
            yield Service(pid, base, database)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder)


def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="heirloom-load-"))
    folder.chmod(0o711)  # the database of a root process runs as somebody else
    return folder


def _environment(folder: Path, weights: dict[str, Path] | None, threads: int) -> dict[str, str]:
    """The defaults, save for the limits on one person: a few here stand for many."""
    models = {name: str(path.resolve()) for name, path in (weights or {}).items()}
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "HEIRLOOM_DATA": str(folder / "data"),
        "HEIRLOOM_WEB_PORT": "0",
        "HEIRLOOM_MESSAGES_LANGUAGE": "en",
        "HEIRLOOM_LOG_LEVEL": "warning",
        "HEIRLOOM_ENGINE_THREADS": str(threads),
        "HEIRLOOM_LIMITS_PHOTOS_PER_DAY": "1000000",
        **({"HEIRLOOM_ENGINE_MODELS": json.dumps(models)} if models else {}),
    }


@asynccontextmanager
async def _process(folder: Path, environ: dict[str, str]) -> AsyncIterator[tuple[int, str]]:
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "serve"),
            env=environ,
            cwd=Path(__file__).parents[2],
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    try:
        try:
            async with asyncio.timeout(START_SECONDS):
                base = await _base(process, folder / "log")
                await _ready(base)
        except TimeoutError as problem:
            raise ServiceFailed(await asyncio.to_thread(_last_words, folder / "log")) from problem
        yield process.pid, base
    finally:
        await _ended(process)


async def _base(process: asyncio.subprocess.Process, log: Path) -> str:
    """Where the page is: the service prints its link."""
    if process.stdout is None:
        raise ServiceFailed("nothing can be read from it")
    async for line in process.stdout:
        if found := _LINK.search(line.decode()):
            return f"http://127.0.0.1:{found[1]}"
    raise ServiceFailed(await asyncio.to_thread(_last_words, log))


def _last_words(log: Path) -> str:
    return log.read_text("utf-8")[-2000:]


async def _ready(base: str) -> None:
    async with aiohttp.ClientSession(base) as session:
        while True:
            async with session.get("/readyz") as answer:
                if answer.status == 200:
                    return
            await asyncio.sleep(0.1)


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    try:
        async with asyncio.timeout(_STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
