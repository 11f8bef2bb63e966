"""The photo round trip against a Bot API server written by others, so that our own is not the only judge."""

from __future__ import annotations

import asyncio
import io
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from adapters.telegram.adapter import TelegramAdapter
from bot.process.app import opened_adapters, running
from bot.process.worker import at_work
from bot.settings import load
from tests.adapters.telegram.bench import in_colour
from tests.postgres import database_url, postgres
from tests.servers.telemelya import PYTHON, Telemelya, telemelya
from tests.services.running import environment
from tests.waiting import PATIENCE_SECONDS, quiet_port

__all__ = ["database_url", "postgres"]

pytestmark = [
    pytest.mark.peers,
    pytest.mark.skipif(not PYTHON.exists(), reason="telemelya is not installed; make test-peers does it"),
]

ANNA = 100_200


@asynccontextmanager
async def serving(peer: Telemelya, token: str, folder: Path, url: str) -> AsyncIterator[None]:
    """The real service with a worker, by the webhook."""
    port = quiet_port()
    environ = environment(
        folder,
        url,
        HEIRLOOM_TELEGRAM_TOKEN=token,
        HEIRLOOM_TELEGRAM_BASE_URL=peer.base_url,
        HEIRLOOM_TELEGRAM_BASE_FILE_URL=peer.base_file_url,
        HEIRLOOM_TELEGRAM_WEBHOOK_URL=f"http://127.0.0.1:{port}",
        HEIRLOOM_TELEGRAM_WEBHOOK_PORT=str(port),
        HEIRLOOM_WEB_ENABLED="false",
        HEIRLOOM_WORKER_CHILDREN="0",
    )
    settings = load(environ)
    said: list[str] = []
    async with running(settings, environ, None, said.append, opened_adapters(settings)) as service:
        adapter = service.adapters["telegram"]
        assert isinstance(adapter, TelegramAdapter)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await adapter.listening()
        async with at_work(settings):
            yield


def pixels(picture: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))


async def response(peer: Telemelya, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Wait for something that the bot wrote."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            for each in await peer.responses():
                if fits(each):
                    return each
            await asyncio.sleep(0.1)


async def test_a_photo_makes_the_round_trip(tmp_path: Path, database_url: str) -> None:
    token = f"4200000001:{secrets.token_urlsafe(26)}"
    async with telemelya(token, tmp_path) as peer, serving(peer, token, tmp_path, database_url):
        await peer.command(ANNA, "/privacy")
        answer = await response(peer, lambda each: each["method"] == "sendMessage")
        assert "/forget" in answer["text"]

        # In colour already, so that one version comes back: the peer knows no albums.
        await peer.send_photo(ANNA, in_colour(scratch=True))
        status = await response(peer, lambda each: "cancel:" in str(each.get("reply_markup")))
        assert status["method"] == "sendMessage"
        sent = await response(peer, lambda each: each["method"] == "sendPhoto")
        assert sent["chat_id"] == ANNA
        before, after = pixels(in_colour(scratch=True)), pixels(await peer.media(sent["file_id"]))
        assert before.shape == after.shape
        assert before[:, 60].min() > 200  # the scratch
        assert after[:, 60].max() < 200
