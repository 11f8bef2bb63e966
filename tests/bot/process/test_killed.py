"""kill -9 of every process in turn while photos are worked on: none is lost, and none is answered twice."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.database import opened
from bot.store.database.place import place
from tests.postgres import reachable_folder
from tests.services.running import environment, jpeg
from tests.waiting import PATIENCE_SECONDS

ROOT = Path(__file__).parents[3]
LEFT = "select count(*) from procrastinate_jobs where status in ('todo', 'doing') and queue_name <> 'upkeep'"


class House:
    """A service in processes of its own, that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ = environment(
            folder,
            HEIRLOOM_QUEUE_STALLED_SECONDS="2",
            HEIRLOOM_QUEUE_ATTEMPTS="20",
            HEIRLOOM_QUEUE_LONGEST="10000",
            HEIRLOOM_LOG_LEVEL="warning",
        )
        self.process: subprocess.Popen[bytes] | None = None
        for name in ("inbox", "files"):
            (folder / name).mkdir()

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            words = [sys.executable, "-m", "tests.doubles.file_platform", str(self.folder)]
            self.process = subprocess.Popen(words, env=self.environ, cwd=ROOT, stdout=log, stderr=log)

    def send(self, name: str, data: bytes) -> None:
        (self.folder / "files" / name).write_bytes(data)
        (self.folder / "inbox" / f"{name}.update").touch()

    def kill_worker(self) -> None:
        self._kill((self.folder / "worker").read_text("ascii"))

    def kill_database(self) -> None:
        self._kill((place(self.folder / "data").cluster / "postmaster.pid").read_text("ascii").split("\n")[0])

    def kill_service(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self.start()

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        assert self.process.wait(PATIENCE_SECONDS) == 0

    def sent(self) -> list[dict[str, str]]:
        if not (self.folder / "sent").exists():
            return []
        return [json.loads(line) for line in (self.folder / "sent").read_text("utf-8").splitlines()]

    def delivered(self) -> set[str]:
        return {line["chat"] for line in self.sent() if line["said"] == "delivered"}

    def wait_for(self, count: int) -> None:
        until = time.monotonic() + 5 * PATIENCE_SECONDS
        while len(self.delivered()) < count:
            assert time.monotonic() < until, f"{len(self.delivered())} of {count}: {self.words()}"
            time.sleep(0.05)

    def words(self) -> str:
        return (self.folder / "log").read_text("utf-8")[-4000:]

    def _kill(self, pid: str) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)


@pytest.fixture
def house() -> Iterator[House]:
    folder = reachable_folder()
    house = House(folder)
    yield house
    if house.process and house.process.poll() is None:
        house.process.kill()
        house.process.wait()
    asyncio.run(_swept(folder))
    shutil.rmtree(folder)


async def _swept(folder: Path) -> None:
    """End what a killed service left running."""
    async with opened("", folder / "data", own=True):
        pass


def lives_through(house: House, photos: int, rounds: int) -> None:
    house.start()
    house.send("0", jpeg(0))
    house.wait_for(1)
    for number in range(1, photos):
        house.send(str(number), jpeg(number))
    blows = (house.kill_worker, house.kill_database, house.kill_service)
    for turn in range(rounds):
        house.wait_for(1 + (photos - 1) * (turn + 1) // (rounds + 2))
        blows[turn % len(blows)]()
    house.wait_for(photos)
    asyncio.run(_at_rest(house))
    house.stop()
    replies = [line for line in house.sent() if line["kind"] == "reply"]
    # A platform that takes a token from the sender shows one of those with the same key.
    assert {line["chat"] for line in replies} == {str(number) for number in range(photos)}
    assert len({line["key"] for line in replies}) == photos
    assert len(replies) - photos <= rounds  # repeated at most where the blow fell inside the send
    asyncio.run(_all_at_rest(house, photos))


async def _at_rest(house: House) -> None:
    """Wait until what was shown is written down too."""
    under_way = "select count(*) from request where state in ('queued', 'running', 'restored')"
    async with opened("", house.folder / "data", own=False) as database, asyncio.timeout(PATIENCE_SECONDS):
        while await database.row(under_way) != (0,) or await database.row(LEFT) != (0,):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def _all_at_rest(house: House, photos: int) -> None:
    async with opened("", house.folder / "data", own=True) as database:
        assert await database.row("select count(*) from request where state = 'delivered'") == (photos,)
        assert await database.row("select count(*) from request") == (photos,)
        assert await database.row("select count(*) from work where state = 'restored'") == (photos,)
        assert await database.row(LEFT) == (0,)


def test_fifteen_photos_live_through_three_blows(house: House) -> None:
    lives_through(house, photos=15, rounds=3)


@pytest.mark.peers
def test_two_hundred_photos_live_through_twelve_blows(house: House) -> None:
    lives_through(house, photos=200, rounds=12)
