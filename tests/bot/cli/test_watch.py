"""The promises of `heirloom watch`: what a scanner leaves is restored once it is all there, and once."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Callable
from pathlib import Path

from bot.cli.narrator import Narrator
from bot.cli.results import Wish
from bot.cli.watch import Watched, watch
from bot.messages import Catalogue
from bot.settings import load
from tests.bot.cli.conftest import scratched


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_file_is_taken_when_it_has_stood_still_and_again_when_it_changes(tmp_path: Path) -> None:
    clock, path = Clock(), tmp_path / "scan.png"
    watched = Watched(clock)
    path.write_bytes(b"half")
    assert not watched.settled(path)
    clock.now = 1.0
    assert not watched.settled(path)
    path.write_bytes(b"half and more")
    clock.now = 3.0
    assert not watched.settled(path)
    clock.now = 6.0
    assert watched.settled(path)
    watched.deal_with(path)
    assert not watched.settled(path)
    path.write_bytes(b"another scan of the same name")
    assert not watched.settled(path)
    clock.now = 9.0
    assert watched.settled(path)


def test_nothing_is_made_of_an_empty_file_or_one_that_went_away(tmp_path: Path) -> None:
    clock, path = Clock(), tmp_path / "scan.png"
    watched = Watched(clock)
    path.write_bytes(b"")
    watched.settled(path)
    clock.now = 9.0
    assert not watched.settled(path)
    path.unlink()
    assert not watched.settled(path)


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert condition()


async def test_a_scan_written_in_halves_is_restored_when_it_is_whole(config: Path, tmp_path: Path) -> None:
    whole = scratched(tmp_path / "elsewhere" / "scan.png").read_bytes()
    folder, out, said = tmp_path / "in", tmp_path / "out", io.StringIO()
    folder.mkdir()
    settings = load({"HEIRLOOM_DATA": str(tmp_path)}, config).engine
    narrator = Narrator(Catalogue("en"), said, said, total=1)
    work = asyncio.create_task(watch(folder, out, Wish(), settings, narrator, Watched(wait_seconds=0.2)))
    (folder / "scan.png").write_bytes(whole[: len(whole) // 2])
    await asyncio.sleep(1.5)
    assert not out.exists() or not list(out.iterdir())
    (folder / "scan.png").write_bytes(whole)
    await asyncio.to_thread(_until, (out / "scan.report.json").exists)
    (folder / "note.txt").write_text("no photograph")
    scratched(folder / "inner" / "second.png", 2)
    await asyncio.to_thread(_until, (out / "inner" / "second.report.json").exists)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    assert said.getvalue().count("scan.png") == 1
