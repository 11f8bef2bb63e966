"""Promises of the tone stage: smooth curves bring a faded print back, clip nothing, keep its character."""

from collections.abc import Callable

import numpy as np
import pytest

from restoration.color import pixels_to_lab
from restoration.diagnosis import Tonality, analyse
from restoration.diagnosis.sample import take_sample
from restoration.stages.tone import Strengths, tone_curves
from tests.restoration.pictures import (
    PHOTOGRAPHS,
    Words,
    faded_dyes,
    flat,
    grey,
    photograph,
    sepia,
    toned,
    unit,
    words,
)

IDENTITY = np.arange(65536, dtype=np.uint16)
FULL = Strengths(fading=1.0, cast=1.0, contrast=1.0)


def corrected(pixels: Words, strengths: Strengths) -> Words:
    curves = tone_curves(take_sample(pixels).small, analyse(pixels).tonality, strengths)
    return np.stack([curves[channel][pixels[..., channel]] for channel in range(3)], axis=-1)


def difference(one: Words, other: Words) -> float:
    return float(np.linalg.norm(pixels_to_lab(one) - pixels_to_lab(other), axis=-1).mean())


def stretched(pixels: Words) -> Words:
    """The usual baseline: a percentile stretch of every channel alike, and grey world."""
    picture = unit(pixels)
    picture = picture * (picture.mean() / picture.mean(axis=(0, 1)))
    low, high = np.percentile(picture, (0.5, 99.5))
    return words((picture - low) / (high - low))


@pytest.mark.parametrize(
    ("make", "tolerance"), [(faded_dyes, 1), (grey, 1), (sepia, 80)], ids=["colour", "monochrome", "sepia"]
)
def test_no_strength_is_the_identity(make: Callable[[Words], Words], tolerance: int) -> None:
    pixels = make(photograph("coffee"))
    curves = tone_curves(take_sample(pixels).small, analyse(pixels).tonality, Strengths())
    assert np.abs(curves.astype(np.int32) - IDENTITY).max() <= tolerance  # 257 is one step of 8 bits


@pytest.mark.parametrize("make", [faded_dyes, sepia, grey, lambda pixels: flat(pixels, 0.5)])
@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_curves_rise_and_clip_nothing(name: str, make: Callable[[Words], Words]) -> None:
    pixels = make(photograph(name))
    curves = tone_curves(take_sample(pixels).small, analyse(pixels).tonality, FULL)
    assert (np.diff(curves.astype(np.int32), axis=1) >= 0).all()
    output = corrected(pixels, FULL)
    ends = ((output == 0) | (output == 65535)) & (pixels != 0) & (pixels != 65535)
    assert ends.any(axis=2).mean() < 0.005


def test_16_bit_tones_stay_smooth() -> None:
    pixels = flat(photograph("astronaut"), 0.5)
    curves = tone_curves(take_sample(pixels).small, Tonality.COLOUR, Strengths(fading=1.0, cast=0.5))
    for curve in curves:
        assert np.unique(curve).size > 30_000
        slope = np.diff(curve[::64].astype(np.float64)) / 64
        assert np.abs(np.diff(slope)).max() < 0.35


@pytest.mark.parametrize("strengths", [Strengths(0.5, 1, 0), Strengths(1, 1, 1), Strengths(0, 0, 1)])
def test_grey_stays_grey_exactly(strengths: Strengths) -> None:
    output = corrected(grey(flat(photograph("coffee"), 0.6)), strengths)
    assert (output == output[..., :1]).all()


@pytest.mark.parametrize("name", ["astronaut", "coffee", "rocket", "china.jpg", "flower.jpg"])
def test_a_faded_photograph_comes_nearer_to_what_it_was_than_a_stretch_with_grey_world(name: str) -> None:
    picture = photograph(name)
    faded = faded_dyes(picture)
    ours = difference(corrected(faded, Strengths(fading=1.0, cast=0.5)), picture)
    assert ours < 0.7 * difference(faded, picture)
    assert ours < difference(stretched(faded), picture)


@pytest.mark.parametrize("name", ["astronaut", "coffee", "rocket", "china.jpg", "flower.jpg"])
def test_contrast_that_was_lost_evenly_comes_back(name: str) -> None:
    picture = photograph(name)
    faded = flat(picture, 0.6)
    assert difference(corrected(faded, Strengths(fading=1.0)), picture) < 0.75 * difference(faded, picture)


def test_strength_goes_steadily_from_nothing_to_all() -> None:
    picture = photograph("china.jpg")
    faded = faded_dyes(picture)
    steps = [difference(corrected(faded, Strengths(fading=s, cast=s / 2)), faded) for s in (0, 0.25, 0.5, 1)]
    assert steps == sorted(steps)
    assert steps[0] < 0.05
    assert steps[1] > 1


def test_a_sepia_print_keeps_its_hue_and_gains_its_contrast() -> None:
    faded = toned(photograph("astronaut"), (0.28, 0.23, 0.15), (0.67, 0.62, 0.49))
    output = corrected(faded, Strengths(fading=1.0))
    before, after = (pixels_to_lab(pixels).reshape(-1, 3) for pixels in (faded, output))
    assert np.ptp(np.percentile(after[:, 0], (1, 99))) > 1.5 * np.ptp(np.percentile(before[:, 0], (1, 99)))
    middle = (after[:, 0] > 35) & (after[:, 0] < 75)
    hue_before, hue_after = (np.arctan2(*lab[middle, 1:].mean(axis=0)[::-1]) for lab in (before, after))
    assert hue_after == pytest.approx(hue_before, abs=np.radians(6))
    chroma_before, chroma_after = (np.hypot(lab[middle, 1], lab[middle, 2]).mean() for lab in (before, after))
    assert chroma_after == pytest.approx(chroma_before, rel=0.3)


def test_the_tone_of_a_sepia_print_goes_when_asked() -> None:
    output = corrected(sepia(photograph("coffee")), Strengths(cast=1.0))
    assert np.abs(pixels_to_lab(output)[..., 1:]).mean() < 1.5


def test_contrast_alone_steepens_the_middle_and_keeps_the_ends() -> None:
    curves = tone_curves(take_sample(photograph("coffee")).small, Tonality.COLOUR, Strengths(contrast=1.0))
    for curve in curves:
        assert curve[0] == 0
        assert curve[-1] == 65535
        assert int(curve[36000]) - int(curve[30000]) > 6500


@pytest.mark.parametrize("level", [0, 300, 20000, 65535])
def test_a_picture_of_one_even_tone_keeps_its_shades(level: int) -> None:
    flat = np.full((32, 32, 3), level, np.uint16)
    for tonality in Tonality:
        curves = tone_curves(flat, tonality, Strengths(1.0, 1.0, 1.0))
        assert (np.diff(curves.astype(np.int64), axis=1) >= 0).all()
        assert all(len(np.unique(curve)) > 5000 for curve in curves)
