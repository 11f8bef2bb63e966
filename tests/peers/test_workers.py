"""Workers in processes of their own: on another host, killed there, and replaced after idling here."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.process.app import running
from bot.settings import load
from tests.doubles.loopback import Loopback
from tests.postgres import database_url, postgres
from tests.servers.s3 import S3, s3
from tests.services.running import environment, jpeg, staged
from tests.waiting import PATIENCE_SECONDS

__all__ = ["database_url", "postgres", "s3"]

pytestmark = pytest.mark.peers

ROOT = Path(__file__).parents[2]
BUCKET = "s3://photos/family"


@contextmanager
def worker_elsewhere(folder: Path, url: str, s3: S3) -> Iterator[subprocess.Popen[bytes]]:
    """`heirloom worker` as on another host: it shares the database and the bucket, and no folder."""
    folder.mkdir()
    environ = environment(folder, url, HEIRLOOM_BLOBS_URL=BUCKET) | s3.environ
    words = [sys.executable, "-m", "bot.cli", "worker"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(words, env=environ, cwd=ROOT, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def test_a_worker_on_another_host_restores_what_is_sent_here_and_another_one_what_it_leaves(
    s3: S3, tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.environ.items():
        monkeypatch.setenv(name, value)
    async with staged(tmp_path / "here", database_url, works=False, HEIRLOOM_BLOBS_URL=BUCKET) as stage:
        platform = stage.platform
        with worker_elsewhere(tmp_path / "there", database_url, s3):
            await platform.photo(jpeg(1))
            await platform.finished()
            await until(lambda: stage.service.metrics.registry.get_sample_value("heirloom_workers") == 1)
        await platform.photo(jpeg(2))  # nobody is there
        with worker_elsewhere(tmp_path / "third", database_url, s3) as third:
            statuses = await platform.finished(count=2)
            third.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(third.wait, PATIENCE_SECONDS) == 0
        assert [status.states[-1] for status in statuses] == ["delivered", "delivered"]
        assert [len(reply.pictures) for reply in platform.replies()] == [2, 2]
        for host in ("here", "there", "third"):
            assert not (tmp_path / host / "data" / "blobs").exists()


async def test_a_worker_that_idles_after_work_is_replaced_and_the_next_photo_restored(
    tmp_path: Path, database_url: str
) -> None:
    environ = environment(tmp_path, database_url, HEIRLOOM_WORKER_IDLE_SECONDS="1")
    platforms = {"loopback": Loopback}
    async with running(load(environ), environ, None, lambda _: None, platforms) as service:
        platform = service.adapters["loopback"]
        assert isinstance(platform, Loopback)
        (child,) = service.children
        await platform.photo(jpeg(1))
        await platform.finished()
        first = child.pid
        await until(lambda: child.pid != first)
        await platform.photo(jpeg(2))
        statuses = await platform.finished(count=2)
        assert [status.states[-1] for status in statuses] == ["delivered", "delivered"]
        assert service.metrics.registry.get_sample_value("heirloom_worker_restarts_total") == 2


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not true():  # noqa: ASYNC110 -- nobody tells
            await asyncio.sleep(0.05)
