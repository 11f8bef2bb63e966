"""Promises of the grain stage: as strong and as coarse as what was there, and only where it is wanted."""

import cv2
import numpy as np
import pytest

from restoration.canvas import Canvas
from restoration.diagnosis import analyse
from restoration.findings import Condition, Finding, Tonality
from restoration.recipe import Recipe
from restoration.sessions import Sessions
from restoration.stages import grain
from restoration.tiles import Float


def canvas_of(
    recipe: Recipe,
    *,
    removed: float = 0.0,
    there: float = 0.0,
    correlation: float = 0.0,
    mask: grain.Bytes | None = None,
    size: tuple[int, int] = (600, 400),
) -> Canvas:
    figures = {"sigma_8bit": there, "correlation_ratio": correlation}
    condition = Condition((Finding("noise", 0.5, 1.0, figures=figures),), Tonality.MONOCHROME)
    pixels = np.full((*size, 3), 32768, np.uint16)
    pixels.flags.writeable = False
    canvas = Canvas(pixels, recipe, condition, Sessions({}), mask=mask)
    canvas.removed_sigma = removed
    return canvas


def added(canvas: Canvas) -> Float:
    """What the stage adds, (H, W) float32 in 8-bit steps; its three channels are the same."""
    before = canvas.pixels.copy()
    grain.run(canvas)
    change = (canvas.pixels.astype(np.float32) - before) / np.float32(257)
    assert np.abs(change - change[..., :1]).max() < 0.01
    plane: Float = change[..., 0]
    return plane


def hole(size: tuple[int, int] = (600, 400)) -> grain.Bytes:
    mask = np.zeros(size, np.uint8)
    mask[200:300, 100:300] = 255
    return mask


def test_a_share_of_what_cleaning_took_is_given_back_everywhere() -> None:
    change = added(canvas_of(Recipe(grain=0.5), removed=12.0, there=12.0))
    assert change.std() == pytest.approx(6.0, rel=0.05)
    assert abs(float(change.mean())) < 0.2


def test_nothing_is_done_where_no_grain_is_missed() -> None:
    assert grain.wanted(canvas_of(Recipe(grain=0.0), removed=12.0, there=12.0)) == "not_needed"
    assert grain.wanted(canvas_of(Recipe(grain=1.0), removed=0.3, there=0.3)) == "not_needed"
    assert grain.wanted(canvas_of(Recipe(), there=12.0)) == "not_needed"


def test_what_was_filled_in_gets_the_grain_of_its_surroundings_and_the_rest_stays_to_the_bit() -> None:
    mask = hole()
    canvas = canvas_of(Recipe(), there=9.0, mask=mask)
    assert grain.wanted(canvas) is None
    change = added(canvas)
    assert change[mask > 0].std() == pytest.approx(9.0, rel=0.05)
    assert not change[mask == 0].any()


def test_what_cleaning_took_is_not_laid_into_a_fill_that_it_would_not_match() -> None:
    canvas = canvas_of(Recipe(grain=0.0), removed=9.0, there=9.0, mask=hole())
    assert grain.wanted(canvas) == "not_needed"


@pytest.mark.parametrize("correlation", [0.0, 0.39, 0.74, 0.85])
def test_grain_is_as_strong_and_as_coarse_as_what_was_measured(correlation: float) -> None:
    canvas = canvas_of(Recipe(grain=1.0), removed=10.0, there=10.0, correlation=correlation)
    grain.run(canvas)
    found = analyse(canvas.pixels)
    assert found.figure("noise", "correlation_ratio") == pytest.approx(correlation, abs=0.1)
    assert found.figure("noise", "sigma_8bit") == pytest.approx(10.0, rel=0.3)


def test_bands_meet_without_a_seam_and_every_run_is_the_same() -> None:
    once = np.concatenate([band for _, band in grain.bands(700, 64, 0.9)])
    again = np.concatenate([band for _, band in grain.bands(700, 64, 0.9)])
    assert once.shape == (700, 64)
    assert np.array_equal(once, again)
    steps = np.abs(np.diff(once, axis=0)).mean(axis=1)
    assert steps[grain.ROWS - 1] < steps.mean() * 1.4
    assert once[: grain.ROWS].std() == pytest.approx(1.0, rel=0.05)


def test_black_and_white_get_less_than_mid_grey() -> None:
    pixels = np.repeat(np.array([0, 32768, 65535], np.uint16), 3).reshape(1, 3, 3)
    wide = np.repeat(pixels, 20000, axis=0)
    noise = np.random.default_rng(1).standard_normal((20000, 3)).astype(np.float32) * 4
    change = np.abs(grain.grainy(wide, noise).astype(np.float32) - wide)[..., 0].mean(axis=0)
    assert change[1] > 2 * max(change[0], change[2])


def test_a_grey_photograph_stays_grey() -> None:
    canvas = canvas_of(Recipe(grain=1.0), removed=8.0, there=8.0)
    grain.run(canvas)
    assert np.array_equal(canvas.pixels[..., 0], canvas.pixels[..., 2])
    assert cv2.meanStdDev(canvas.pixels[..., 0].astype(np.float32))[1][0, 0] > 500
