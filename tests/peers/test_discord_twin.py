"""Commands, menus and buttons against a Discord written by others, so that our own is not the only judge."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from adapters.discord.adapter import DiscordAdapter
from bot.process.app import opened_adapters, running
from bot.process.worker import at_work
from bot.settings import load
from tests.postgres import database_url, postgres
from tests.servers.discord_twin import SERVER, Twin, twin
from tests.services.running import environment, jpeg
from tests.waiting import PATIENCE_SECONDS

__all__ = ["database_url", "postgres"]

pytestmark = [
    pytest.mark.peers,
    pytest.mark.skipif(not SERVER.exists(), reason="the twin is not installed; make test-peers does it"),
]

Holds = Callable[[dict[str, Any]], bool]


@asynccontextmanager
async def serving(peer: Twin, folder: Path, url: str) -> AsyncIterator[None]:
    """The real service with a worker."""
    environ = environment(
        folder, url, HEIRLOOM_WEB_ENABLED="false", HEIRLOOM_WORKER_CHILDREN="0", **peer.environment
    )
    settings = load(environ)
    said: list[str] = []
    async with running(settings, environ, None, said.append, opened_adapters(settings)) as service:
        adapter = service.adapters["discord"]
        assert isinstance(adapter, DiscordAdapter)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await adapter.listening()
        async with at_work(settings):
            yield


async def message(peer: Twin, holds: Holds) -> dict[str, Any]:
    """Wait until the bot has written such a message."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            for each in await peer.seen():
                if holds(each):
                    return each
            await asyncio.sleep(0.1)


def sizes(said: dict[str, Any]) -> set[tuple[int, int]]:
    """The sizes of a message's pictures."""
    return {Image.open(io.BytesIO(data)).size for data in said["files"]}


def is_status(said: dict[str, Any]) -> bool:
    return bool(said["files"] and said.get("components"))


def is_reply(said: dict[str, Any]) -> bool:
    return bool(said["files"] and not said.get("components"))


async def test_a_slash_command_and_a_button_run_from_the_gateway_to_files(
    tmp_path: Path, database_url: str
) -> None:
    async with twin(tmp_path) as peer, serving(peer, tmp_path, database_url):
        await peer.slash("anna", "restore", jpeg())
        status = await message(peer, is_status)
        reply = await message(peer, is_reply)
        assert "plausible guess" in status["content"]
        assert sizes(reply) == {(96, 64)}
        assert len(reply["files"]) == 2
        await peer.press("anna", status, "rotate")
        turned = await message(peer, lambda each: is_reply(each) and each["id"] != reply["id"])
        assert sizes(turned) == {(64, 96)}


async def test_a_menu_on_somebody_elses_photo_runs_from_the_gateway_to_files(
    tmp_path: Path, database_url: str
) -> None:
    async with twin(tmp_path) as peer, serving(peer, tmp_path, database_url):
        posted = await peer.say("ben", jpeg(2, width=80))
        await peer.menu("anna", "Restore photo", posted)
        assert sizes(await message(peer, is_reply)) == {(80, 64)}
        status = await message(peer, is_status)
        await peer.press("anna", status, "delete")
        await message(peer, lambda each: "was deleted" in each["content"])
