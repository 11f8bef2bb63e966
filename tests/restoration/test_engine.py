"""The engine's door: whole photographs through the whole path, with tiny networks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from restoration.engine import Engine, EngineSettings, Request
from restoration.errors import EmptyFile, ModelMissing, TooManyPixels
from restoration.photo import Edit, Format, Photo, decode, encode
from restoration.recipe import ColorChoice, Recipe
from restoration.report import Progress
from restoration.stages import STAGES, Version
from tests.doubles.tiny_networks import slow, tiny_networks
from tests.waiting import PATIENCE_SECONDS

Pixels = npt.NDArray[np.uint16]

NOTHING = {"repair": 0.0, "inpaint": 0.0, "clean": 0.0, "fading": 0.0, "cast": 0.0, "contrast": 0.0}


def recipe(**strengths: float | bool) -> Recipe:
    """Only what is named."""
    return Recipe.from_mapping({**NOTHING, "colorize": False, **strengths})


def scene(height: int = 240, width: int = 320, seed: int = 1) -> Pixels:
    """A soft colourful picture, (H, W, 3) uint16."""
    small = np.random.default_rng(seed).integers(8000, 52000, (5, 6, 3)).astype(np.uint16)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint16)


def grey_scene(height: int = 240, width: int = 320) -> Pixels:
    return np.repeat(scene(height, width)[..., :1], 3, axis=2)


def png(pixels: Pixels, *, grey: bool = False, depth: int = 16) -> bytes:
    return encode(Photo(pixels, grey=grey, depth=16 if depth == 16 else 8), Format.PNG)


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    async with Engine(EngineSettings(threads=1, models=tiny_networks(tmp_path))) as engine:
        yield engine


async def test_a_recipe_of_nothing_gives_the_photograph_back(engine: Engine) -> None:
    source = png(scene())
    result = await engine.restore(Request(source, recipe()))
    assert result.unchanged
    assert result.edits == {Version.RESTORED: Edit.NONE}
    np.testing.assert_array_equal(result.photos[Version.RESTORED].pixels, decode(source).pixels)
    assert [report.stage for report in result.stages] == [entry.name for entry in STAGES]
    assert not any(report.ran for report in result.stages)
    assert all(report.reason for report in result.stages)


async def test_the_source_is_never_altered(engine: Engine) -> None:
    pixels = grey_scene()
    pixels[100:104, 20:300] = 65535
    result = await engine.restore(
        Request(png(pixels), recipe(repair=0.5, inpaint=1.0, restore=1.0, fading=1.0))
    )
    np.testing.assert_array_equal(result.source.pixels, pixels)
    assert not result.unchanged


async def test_a_white_scratch_is_found_filled_and_said(engine: Engine) -> None:
    pixels = scene()
    pixels[100:104, 20:300] = 65535
    result = await engine.restore(Request(png(pixels), recipe(repair=0.5, inpaint=1.0)))
    restored = result.photos[Version.RESTORED].pixels
    assert abs(int(restored[102, 150, 0]) - 32768) < 400
    np.testing.assert_array_equal(restored[:90], pixels[:90])
    np.testing.assert_array_equal(restored[115:], pixels[115:])
    assert result.condition.severity("damage") > 0
    assert result.edits[Version.RESTORED] is Edit.COMPOSITE
    assert set(result.models) == {"damage", "inpaint"}


@pytest.mark.parametrize(
    ("make", "repair", "found"),
    [(scene, 0.5, False), (scene, 0.7, True), (grey_scene, 0.5, True)],
    ids=["fresh colour", "fresh colour, asked for", "monochrome"],
)
async def test_a_single_speck_is_damage_where_a_photograph_is_old_or_a_person_asks(
    engine: Engine, make: Callable[[], Pixels], repair: float, found: bool
) -> None:
    pixels = make()
    pixels[100:103, 150:154] = 65535
    result = await engine.restore(Request(png(pixels), recipe(repair=repair, inpaint=1.0)))
    assert result.unchanged is not found


async def test_a_mask_painted_by_a_person_is_obeyed_exactly(engine: Engine) -> None:
    pixels = scene()
    pixels[50:54, 20:300] = 65535
    mask = np.zeros(pixels.shape[:2], np.uint8)
    mask[150:170, 40:90] = 1
    result = await engine.restore(Request(png(pixels), recipe(repair=0.5, inpaint=1.0), mask=mask))
    changed = (result.photos[Version.RESTORED].pixels != pixels).any(axis=2)
    np.testing.assert_array_equal(changed, mask > 0)


async def test_a_mask_of_another_size_is_laid_over_the_whole_photograph(engine: Engine) -> None:
    pixels = scene()
    mask = np.zeros((2, 2), np.uint8)
    mask[0, 1] = 1
    result = await engine.restore(Request(png(pixels), recipe(inpaint=1.0), mask=mask))
    height, width = pixels.shape[:2]
    assert result.filled is not None
    np.testing.assert_array_equal(
        result.filled, cv2.resize(mask * 255, (width, height), interpolation=cv2.INTER_NEAREST)
    )


async def test_a_wide_hole_is_filled_without_leftovers_of_the_damage(engine: Engine) -> None:
    pixels = np.full((400, 500, 3), 32768, np.uint16)
    mask = np.zeros((400, 500), np.uint8)
    mask[100:300, 150:350] = 255
    pixels[mask > 0] = (65535, 0, 65535)
    result = await engine.restore(Request(png(pixels), recipe(inpaint=1.0), mask=mask))
    inside = result.photos[Version.RESTORED].pixels[mask > 0].astype(int)
    assert np.abs(inside - 32768).max() < 400


async def test_a_grey_photograph_stays_grey_until_it_is_coloured(engine: Engine) -> None:
    source = png(grey_scene(), grey=True)
    result = await engine.restore(Request(source, recipe(restore=1.0, contrast=1.0, colorize=True)))
    restored = result.photos[Version.RESTORED].pixels
    assert (restored == restored[..., :1]).all()
    coloured = result.photos[Version.COLORIZED].pixels
    assert (coloured[..., 0] > coloured[..., 2]).mean() > 0.9
    assert result.edits[Version.COLORIZED] is Edit.COMPOSITE


async def test_a_monochrome_photograph_is_coloured_by_itself_and_a_colour_one_only_when_asked(
    engine: Engine,
) -> None:
    grey = await engine.restore(Request(png(grey_scene())))
    assert Version.COLORIZED in grey.photos
    never = await engine.restore(Request(png(grey_scene()), color=ColorChoice.NEVER))
    assert Version.COLORIZED not in never.photos
    colour = await engine.restore(Request(png(scene())))
    assert Version.COLORIZED not in colour.photos
    assert next(r for r in colour.stages if r.stage == "colorize").reason == "is_colour"
    asked = await engine.restore(Request(png(scene()), color=ColorChoice.ALWAYS))
    assert Version.COLORIZED in asked.photos


async def test_sixteen_bits_survive_a_real_stage(engine: Engine) -> None:
    ramp = np.linspace(9000, 56000, 1600).astype(np.uint16)
    pixels = np.repeat(np.repeat(ramp[None, :, None], 96, axis=0), 3, axis=2)
    result = await engine.restore(Request(png(pixels), recipe(restore=1.0)))
    written = decode(encode(result.photos[Version.RESTORED], Format.TIFF))
    assert written.depth == 16
    assert len(np.unique(written.pixels[40, :, 0])) > 1000


async def test_tiles_leave_no_seam(engine: Engine) -> None:
    y, x = np.mgrid[:1300, :1500].astype(np.float32)
    wave = ((np.sin(x / 9) * np.cos(y / 7) * 0.3 + 0.5) * 65535).astype(np.uint16)
    pixels = np.repeat(wave[..., None], 3, axis=2)
    result = await engine.restore(Request(png(pixels), recipe(restore=1.0)))
    expected = cv2.blur(pixels.astype(np.float32), (3, 3))
    restored = result.photos[Version.RESTORED].pixels[2:-2, 2:-2].astype(np.float32)
    assert np.abs(restored - expected[2:-2, 2:-2]).max() < 4


async def test_the_same_request_gives_the_same_pixels(engine: Engine) -> None:
    pixels = grey_scene(700, 900)
    pixels[300:306, 100:800] = 65535
    source = png(pixels)
    once, twice = [await engine.restore(Request(source)) for _ in range(2)]
    assert once.photos.keys() == twice.photos.keys()
    for version, photo in once.photos.items():
        assert photo.pixels.tobytes() == twice.photos[version].pixels.tobytes()


async def test_progress_rises_to_one_and_names_every_stage(engine: Engine) -> None:
    heard: list[Progress] = []
    pixels = grey_scene(700, 900)
    pixels[300:306, 100:800] = 65535
    await engine.restore(
        Request(png(pixels), recipe(repair=0.5, inpaint=1.0, restore=1.0, contrast=1.0, colorize=True)),
        heard.append,
    )
    await asyncio.sleep(0)
    overall = [progress.overall for progress in heard]
    assert overall == sorted(overall)
    assert overall[-1] == 1.0
    assert {progress.stage for progress in heard} == {entry.name for entry in STAGES}
    assert len([p for p in heard if p.stage == "clean"]) >= 4


@pytest.mark.parametrize("side", [(1, 1), (1, 700), (17, 3), (33, 31)])
async def test_the_smallest_pictures_go_through_every_stage_or_are_refused(
    engine: Engine, side: tuple[int, int]
) -> None:
    source = png(grey_scene(64, 64)[: min(64, side[0]), : min(64, side[1])].copy())
    every = recipe(repair=0.5, inpaint=1.0, restore=1.0, fading=1.0, contrast=1.0, colorize=True)
    result = await engine.restore(Request(source, every))
    assert result.photos[Version.COLORIZED].pixels.shape == result.source.pixels.shape


async def test_cancelling_stops_the_network_and_frees_the_place(tmp_path: Path) -> None:
    models = {**tiny_networks(tmp_path), "clean": slow(tmp_path / "slow.onnx", 2000)}
    async with Engine(EngineSettings(threads=1, models=models)) as engine:
        work = asyncio.create_task(engine.restore(Request(png(scene(600, 600)), recipe(restore=1.0))))
        await asyncio.sleep(0.5)
        started = time.monotonic()
        work.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        assert time.monotonic() - started < 20  # the whole network takes a minute
        result = await engine.restore(Request(png(scene()), recipe()))
        assert result.unchanged


async def test_no_more_photographs_are_under_work_than_allowed(tmp_path: Path) -> None:
    async with Engine(EngineSettings(threads=1, concurrency=2, models=tiny_networks(tmp_path))) as engine:
        started: set[int] = set()
        finished: set[int] = set()
        most = 0

        async def one(number: int) -> None:
            nonlocal most

            def on_progress(_progress: Progress) -> None:
                nonlocal most
                started.add(number)
                most = max(most, len(started - finished))

            await engine.restore(Request(png(scene(500, 500, number)), recipe(restore=1.0)), on_progress)
            finished.add(number)

        await asyncio.gather(*(one(number) for number in range(6)))
        assert finished == set(range(6))
        assert 1 <= most <= 3  # a finished one may hear its last progress late


async def test_networks_are_let_go_after_idling_and_come_back(tmp_path: Path) -> None:
    settings = EngineSettings(threads=1, idle_seconds=0.1, models=tiny_networks(tmp_path))
    async with Engine(settings) as engine:
        request = Request(png(scene()), recipe(restore=1.0))
        await engine.restore(request)
        loaded = [engine.loaded]
        async with asyncio.timeout(PATIENCE_SECONDS):
            while engine.loaded:  # noqa: ASYNC110 -- nobody tells
                await asyncio.sleep(0.02)
        loaded.append(engine.loaded)
        await engine.restore(request)
        loaded.append(engine.loaded)
        assert loaded == [("clean",), (), ("clean",)]


async def test_a_bad_file_raises_its_own_error_and_the_next_goes_on(engine: Engine) -> None:
    with pytest.raises(EmptyFile):
        await engine.restore(Request(b""))
    assert (await engine.restore(Request(png(scene()), recipe()))).unchanged


async def test_too_many_megapixels_are_refused(tmp_path: Path) -> None:
    async with Engine(EngineSettings(max_megapixels=0.05, models=tiny_networks(tmp_path))) as engine:
        with pytest.raises(TooManyPixels):
            await engine.restore(Request(png(scene())))


async def test_an_operators_network_that_is_not_there_is_named(tmp_path: Path) -> None:
    models = {**tiny_networks(tmp_path), "clean": tmp_path / "gone.onnx"}
    async with Engine(EngineSettings(models=models)) as engine:
        with pytest.raises(ModelMissing):
            await engine.restore(Request(png(scene()), recipe(restore=1.0)))
