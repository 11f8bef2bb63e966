"""Enlarging, and making crisp at the same size: what the network may change, and what stays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from restoration.engine import Engine, EngineSettings, Request
from restoration.errors import TooLargeToEnlarge
from restoration.photo import Edit, Format, Metadata, Photo, decode, encode
from restoration.pipeline import RestorationResult
from restoration.recipe import Hint, Look, Recipe
from restoration.report import Progress, StageReport
from restoration.stages import Version
from restoration.stages import scale as stage
from restoration.tiles import Words
from tests.doubles.published_network import install, published, tiny_weights
from tests.doubles.tiny_networks import slow, tiny_networks


def scene(height: int = 60, width: int = 80, seed: int = 1) -> Words:
    """A soft colourful picture, (H, W, 3) uint16."""
    small = np.random.default_rng(seed).integers(12000, 50000, (5, 6, 3)).astype(np.uint16)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint16)


def grey_scene(height: int = 60, width: int = 80) -> Words:
    return np.asarray(np.repeat(scene(height, width)[..., :1], 3, axis=2), np.uint16)


def sepia_scene() -> Words:
    return np.asarray(grey_scene() * np.array([1.0, 0.85, 0.65]), np.uint16)


def file(pixels: Words, **facts: object) -> bytes:
    return encode(Photo(pixels, **{"depth": 16, **facts}), Format.PNG)  # type: ignore[arg-type]


def only(**strengths: object) -> Recipe:
    """Nothing but what is named."""
    return Recipe.from_mapping({"repair": 0.0, "inpaint": 0.0, **strengths})


def report(result: RestorationResult) -> StageReport:
    return next(row for row in result.stages if row.stage == "scale")


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    async with Engine(EngineSettings(threads=1, models=tiny_networks(tmp_path))) as engine:
        yield engine


@pytest.mark.parametrize("scale", [2, 4])
async def test_enlarged_is_so_many_times_as_wide_and_high_and_looks_the_same(
    engine: Engine, scale: int
) -> None:
    pixels = scene()
    result = await engine.restore(Request(file(pixels), only(scale=scale)))
    enlarged = result.photos[Version.RESTORED].pixels
    assert enlarged.shape == (60 * scale, 80 * scale, 3)
    plain = cv2.resize(pixels, (80 * scale, 60 * scale), interpolation=cv2.INTER_CUBIC)
    assert np.abs(enlarged.astype(int) - plain).mean() < 600
    assert result.edits[Version.RESTORED] is Edit.COMPOSITE
    assert report(result).figures["scale"] == scale
    assert result.size == (80 * scale, 60 * scale)
    assert set(result.models) == {"upscale"}


async def test_transparency_is_enlarged_along(engine: Engine) -> None:
    alpha = np.full((60, 80), 65535, np.uint16)
    alpha[:, :40] = 0
    result = await engine.restore(Request(file(scene(), alpha=alpha), only(scale=2)))
    enlarged = result.photos[Version.RESTORED].alpha
    assert enlarged is not None
    assert enlarged.shape == (120, 160)
    assert (enlarged[60, 10], enlarged[60, 150]) == (0, 65535)


async def test_what_is_enlarged_states_the_resolution_of_a_print_and_a_scan_keeps_its_own(
    engine: Engine,
) -> None:
    async def stated(own: float | None, **wish: object) -> float:
        metadata = Metadata(dots_per_inch=None if own is None else (own, own))
        result = await engine.restore(Request(file(scene(), metadata=metadata), only(**wish)))
        dots = decode(encode(result.photos[Version.RESTORED], Format.JPEG)).metadata.dots_per_inch
        return 0.0 if dots is None else dots[0]

    assert await stated(None, contrast=0.5) == pytest.approx(300, abs=0.5)
    assert await stated(72, contrast=0.5) == pytest.approx(300, abs=0.5)
    assert await stated(600, contrast=0.5) == pytest.approx(600, abs=0.5)
    assert await stated(600, scale=2) == pytest.approx(300, abs=0.5)
    assert await stated(72) == pytest.approx(72, abs=0.5)  # untouched


@pytest.mark.parametrize("wish", [{"scale": 2}, {"scale": 4, "enhance": 1.0}, {"enhance": 1.0}])
async def test_what_is_grey_stays_grey(engine: Engine, wish: dict[str, object]) -> None:
    result = await engine.restore(Request(file(grey_scene(), grey=True), only(**wish)))
    made = result.photos[Version.RESTORED].pixels
    assert report(result).ran
    assert (made == made[..., :1]).all()


async def test_a_print_of_one_tone_keeps_its_tone(engine: Engine) -> None:
    pixels = sepia_scene()
    result = await engine.restore(Request(file(pixels), only(scale=2)))
    made = result.photos[Version.RESTORED].pixels.astype(np.float32)
    before = pixels.astype(np.float32)
    for channel in (0, 2):
        tint = (made[..., channel] - made[..., 1]).mean()
        assert tint == pytest.approx((before[..., channel] - before[..., 1]).mean(), rel=0.02)


async def test_sixteen_bits_are_kept(engine: Engine) -> None:
    ramp = np.linspace(9000, 56000, 900).astype(np.uint16)
    pixels = np.repeat(np.repeat(ramp[None, :, None], 40, axis=0), 3, axis=2)
    result = await engine.restore(Request(file(pixels), only(scale=2)))
    assert len(np.unique(result.photos[Version.RESTORED].pixels[40, :, 0])) > 1000


@pytest.mark.parametrize("wish", [{"scale": 2}, {"enhance": 1.0}])
async def test_tones_and_colours_stay_the_photographs_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: dict[str, object]
) -> None:
    weights = tiny_weights()  # this network shifts tones by several per cent
    monkeypatch.syspath_prepend(tmp_path / "site")
    path = published(tmp_path, weights, install(tmp_path / "site", weights))
    models = {**tiny_networks(tmp_path / "tiny"), "upscale": path}
    pixels = scene(180, 240)
    async with Engine(EngineSettings(threads=1, models=models)) as engine:
        result = await engine.restore(Request(file(pixels), only(**wish)))
    made = cv2.resize(result.photos[Version.RESTORED].pixels, (240, 180), interpolation=cv2.INTER_AREA)
    shift = cv2.GaussianBlur(made.astype(np.float32) - pixels, (0, 0), 16)
    assert np.abs(shift).max() < 65535 * 0.02


@pytest.mark.parametrize("wish", [{"scale": 2}, {"enhance": 0.8}])
async def test_tiles_leave_no_seam(engine: Engine, wish: dict[str, object]) -> None:
    y, x = np.mgrid[:480, :620].astype(np.float32)
    wave = ((np.sin(x / 9) * np.cos(y / 7) * 0.3 + 0.5) * 65535).astype(np.uint16)
    pixels = np.repeat(wave[..., None], 3, axis=2)
    tiled = await engine.restore(Request(file(pixels), only(**wish)))
    alone = await engine.restore(Request(file(pixels[:200, :200].copy()), only(**wish)))
    factor = int(str(wish.get("scale", 1)))
    corner = slice(0, 160 * factor), slice(0, 160 * factor)
    difference = tiled.photos[Version.RESTORED].pixels[corner].astype(int)
    difference -= alone.photos[Version.RESTORED].pixels[corner]
    assert np.abs(difference).max() < 65535 * 0.006


async def test_the_more_is_asked_for_the_more_of_the_networks_answer_is_taken(engine: Engine) -> None:
    pixels = scene()
    pixels[20:40, 20:60] = 60000
    source = file(pixels)
    steps = (0.0, 0.25, 0.5, 1.0)
    results = [await engine.restore(Request(source, only(enhance=step))) for step in steps]
    made = [result.photos[Version.RESTORED].pixels.astype(int) for result in results]
    changes = [float(np.abs(version - pixels).mean()) for version in made]
    assert results[0].unchanged
    assert changes == sorted(changes)
    assert changes[2] == pytest.approx(changes[3] / 2, rel=0.1)


async def test_a_large_picture_is_made_crisp_in_a_reduced_one_and_keeps_what_is_finer(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "WORKING_PIXELS", 1000)
    rng = np.random.default_rng(3)
    fine = (scene(300, 400) * 0.9 + rng.integers(0, 4000, (300, 400, 1))).astype(np.uint16)
    result = await engine.restore(Request(file(fine), only(enhance=1.0)))
    made = result.photos[Version.RESTORED].pixels.astype(np.float32)
    before = fine.astype(np.float32)
    kept = made - cv2.GaussianBlur(made, (0, 0), 1.0)
    had = before - cv2.GaussianBlur(before, (0, 0), 1.0)
    assert kept.std() == pytest.approx(had.std(), rel=0.1)


async def test_grain_that_the_network_took_is_given_back_as_far_as_asked(engine: Engine) -> None:
    rng = np.random.default_rng(3)
    noisy = np.clip(scene(300, 400) + rng.normal(0, 2500, (300, 400, 1)), 0, 65535).astype(np.uint16)
    results = [
        await engine.restore(Request(file(noisy), only(enhance=1.0, grain=grain))) for grain in (0.0, 1.0)
    ]
    figures = [report(result).figures for result in results]
    assert figures[0]["grain_sigma_8bit"] == 0
    assert figures[1]["grain_sigma_8bit"] == pytest.approx(figures[1]["removed_sigma_8bit"])
    assert figures[1]["removed_sigma_8bit"] > 1


async def test_painted_masks_hints_and_colour_work_with_an_enlarged_picture(engine: Engine) -> None:
    pixels = grey_scene()
    mask = np.zeros((60, 80), np.uint8)
    mask[20:30, 20:30] = 1
    recipe = Recipe(scale=2, colorize=True, hints=(Hint(0.8, 0.8, "#2040c0"),))
    result = await engine.restore(Request(file(pixels), recipe, mask=mask))
    coloured = result.photos[Version.COLORIZED].pixels
    assert coloured.shape == (120, 160, 3)
    assert coloured[96, 128, 2] > coloured[96, 128, 0]
    assert result.filled is not None
    assert result.filled.shape == (60, 80)
    assert abs(int(result.photos[Version.RESTORED].pixels[50, 50, 0]) - 32768) < 3000


async def test_an_enlargement_beyond_the_limit_is_refused_before_any_work(tmp_path: Path) -> None:
    settings = EngineSettings(threads=1, max_megapixels=0.05, models=tiny_networks(tmp_path))
    async with Engine(settings) as engine:
        heard: list[Progress] = []
        for request in (Request(file(scene()), only(scale=4)), Request(file(scene()), scale=4)):
            with pytest.raises(TooLargeToEnlarge) as caught:
                await engine.restore(request, heard.append)
            assert caught.value.parameters["limit"] == 0.05
        assert not heard
        assert (await engine.restore(Request(file(scene()), only(scale=2)))).size == (160, 120)


async def test_how_long_it_takes_is_told_from_the_first_tile_on(engine: Engine) -> None:
    heard: list[Progress] = []
    await engine.restore(Request(file(scene(300, 600)), only(scale=2)), heard.append)
    await asyncio.sleep(0)
    told = [progress.seconds_left for progress in heard if progress.stage == "scale" and progress.done < 1]
    assert told[0] is None
    assert len([left for left in told if left is not None and left > 0]) >= 3
    overall = [progress.overall for progress in heard]
    assert overall == sorted(overall)


async def test_it_stops_between_tiles_and_within_the_network(tmp_path: Path) -> None:
    models = {**tiny_networks(tmp_path), "upscale": slow(tmp_path / "slow.onnx", 400)}
    async with Engine(EngineSettings(threads=1, models=models)) as engine:
        work = asyncio.create_task(engine.restore(Request(file(scene(900, 900)), only(scale=4))))
        await asyncio.sleep(0.5)
        work.cancel()
        async with asyncio.timeout(20):
            with pytest.raises(asyncio.CancelledError):
                await work


async def test_where_nothing_enlarges_the_rest_is_done_and_the_reason_is_told(tmp_path: Path) -> None:
    weights = tiny_weights()
    path = published(tmp_path, weights, install(tmp_path / "nowhere", weights))
    models = {**tiny_networks(tmp_path / "tiny"), "upscale": path}
    async with Engine(EngineSettings(threads=1, models=models)) as engine:
        wishes: list[dict[str, object]] = [{"scale": 2}, {"enhance": 0.5}, {}]
        results = [
            await engine.restore(Request(file(scene()), only(contrast=0.5, **wish))) for wish in wishes
        ]
    assert [report(result).reason for result in results] == ["cannot_enlarge", "cannot_enhance", "not_needed"]
    assert all(result.size == (80, 60) and not result.unchanged for result in results)


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (17, 3)])
async def test_the_smallest_pictures_are_enlarged_too(engine: Engine, size: tuple[int, int]) -> None:
    for wish in ({"scale": 4}, {"enhance": 1.0}):
        result = await engine.restore(Request(file(scene()[: size[0], : size[1]].copy()), only(**wish)))
        factor = wish.get("scale", 1)
        assert result.photos[Version.RESTORED].pixels.shape[:2] == (size[0] * factor, size[1] * factor)


async def test_a_fresh_clean_photograph_is_left_alone_whatever_the_look(engine: Engine) -> None:
    for look in Look:
        result = await engine.restore(Request(file(scene(400, 500)), look=look))
        assert report(result).reason == "not_needed"
        assert result.look is look
