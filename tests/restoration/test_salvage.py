"""The promises of salvage: what is there of a file that is cut short is kept, and what is not is shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from restoration.engine import Engine, EngineSettings, Request
from restoration.errors import TruncatedFile
from restoration.photo import Edit, decode
from restoration.salvage import GREY, Lost
from restoration.stages import Version
from tests.doubles.tiny_networks import tiny_networks
from tests.restoration.files import exif, picture, pillow

LARGE = np.tile(picture(), (4, 4, 1))
HEIGHT, WIDTH = LARGE.shape[:2]


def cut(data: bytes, share: float = 0.5) -> bytes:
    return data[: int(len(data) * share)]


def test_the_rows_that_are_there_are_those_of_the_whole_file() -> None:
    data = pillow(LARGE, "jpeg", quality=90)
    photo, whole = decode(cut(data), salvage=True), decode(data)
    assert 0.3 * HEIGHT < photo.height < 0.7 * HEIGHT
    assert photo.lost == Lost(bottom=HEIGHT - photo.height)
    assert np.array_equal(photo.pixels, whole.pixels[: photo.height])


def test_only_who_asks_gets_a_part() -> None:
    with pytest.raises(TruncatedFile):
        decode(cut(pillow(LARGE, "jpeg")))


def test_a_whole_file_is_whole_with_and_without_salvage() -> None:
    assert decode(pillow(LARGE, "jpeg"), salvage=True).lost is None


def test_nothing_is_made_of_a_file_that_ends_before_its_first_row() -> None:
    data = pillow(LARGE, "jpeg")
    with pytest.raises(TruncatedFile):
        decode(data[: data.index(b"\xff\xda") + 30], salvage=True)


@pytest.mark.parametrize(
    ("orientation", "edge"), [(1, "bottom"), (3, "top"), (5, "right"), (6, "left"), (7, "left"), (8, "right")]
)
def test_what_is_lost_is_turned_with_the_photograph(orientation: int, edge: str) -> None:
    data = pillow(LARGE, "jpeg", exif=exif(orientation))
    photo, whole = decode(cut(data), salvage=True), decode(data)
    assert photo.lost is not None
    assert getattr(photo.lost, edge) > 0
    completed = photo.completed()
    assert completed.pixels.shape == whole.pixels.shape
    there = (completed.pixels != GREY).any(axis=2)
    assert np.array_equal(completed.pixels[there], whole.pixels[there])


def test_a_progressive_file_keeps_every_row_and_lacks_detail() -> None:
    photo = decode(cut(pillow(LARGE, "jpeg", progressive=True), 0.7), salvage=True)
    assert photo.lost == Lost()
    assert photo.height == HEIGHT


async def test_the_engine_restores_what_is_there_and_reports_what_is_not(tmp_path: Path) -> None:
    data = cut(pillow(LARGE, "jpeg", quality=90))
    async with Engine(EngineSettings(threads=1, models=tiny_networks(tmp_path))) as engine:
        result = await engine.restore(Request(data, salvage=True))
    restored = result.photos[Version.RESTORED]
    assert restored.pixels.shape == (HEIGHT, WIDTH, 3)
    assert (restored.pixels[-1] == GREY).all()
    assert result.edits[Version.RESTORED] is not Edit.NONE
    (missing,) = [finding for finding in result.condition.findings if finding.code == "missing"]
    assert missing.region is not None
    assert missing.region.top + missing.region.height == pytest.approx(1)
    assert missing.figures["share"] == pytest.approx(missing.region.height)
