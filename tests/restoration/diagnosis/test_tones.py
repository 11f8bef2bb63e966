"""Promises about fading, cast and tonality: what a print lost is seen, the look of a scene is not blamed."""

from collections.abc import Callable

import numpy as np
import pytest

from restoration.diagnosis import Tonality, analyse
from tests.restoration.pictures import (
    PHOTOGRAPHS,
    Words,
    compressed,
    faded_dyes,
    flat,
    grey,
    noisy,
    photograph,
    sepia,
    toned,
    unit,
    words,
)


def sunset() -> Words:
    """A dark shore below a sky from violet to orange, with the sun in it."""
    height, width = 400, 600
    down = np.linspace(0, 1, height)[:, None, None]
    sky = (1 - down) * np.array([0.30, 0.18, 0.38]) + down * np.array([1.0, 0.58, 0.20])
    picture = np.broadcast_to(sky, (height, width, 3)).copy()
    y, x = np.mgrid[:height, :width]
    glow = np.exp(-((x - 380) ** 2 + (y - 260) ** 2) / 2500.0)[..., None]
    picture += glow * np.array([0.6, 0.6, 0.5])
    shore = y > 300 + 20 * np.sin(x / 40)
    picture[shore] *= 0.06
    return noisy(words(picture), 1.0)


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_lost_contrast_is_fading_and_more_of_it_is_more_severe(name: str) -> None:
    picture = photograph(name)
    severities = [analyse(flat(picture, contrast)).severity("fading") for contrast in (1.0, 0.9, 0.6, 0.4)]
    assert severities == sorted(severities)
    assert severities[:2] == [0, 0]
    assert severities[2] > 0.05


def test_low_key_and_high_key_pictures_are_not_faded() -> None:
    picture = unit(photograph("astronaut"))
    for dark_or_light in (picture * 0.35, picture**0.3, np.clip(picture * 2.5, 0, 1)):
        assert analyse(words(dark_or_light)).severity("fading") == 0


def test_mist_is_not_fading() -> None:
    rng = np.random.default_rng(4)
    clouds = np.abs(np.fft.ifft2(np.fft.fft2(rng.normal(size=(300, 400))) * _falling((300, 400))).real)
    clouds /= clouds.max()
    mist = 0.35 + 0.6 * (1 - clouds[..., None] ** 2) * np.array([0.98, 1.0, 1.0])
    assert analyse(words(mist)).severity("fading") < 0.1


def _falling(shape: tuple[int, int]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    y, x = np.fft.fftfreq(shape[0])[:, None], np.fft.fftfreq(shape[1])[None]
    return np.exp(-(x * x + y * y) * 2000.0)


def test_dim_paper_of_a_print_without_colour_is_fading() -> None:
    assert analyse(toned(photograph("rocket"), (0.1, 0.1, 0.1), (0.55, 0.55, 0.55))).severity("fading") > 0.3


@pytest.mark.parametrize("name", ["astronaut", "coffee", "rocket", "china.jpg", "flower.jpg"])
def test_faded_dyes_are_fading_and_a_cast_of_a_colour_photograph(name: str) -> None:
    condition = analyse(faded_dyes(photograph(name)))
    assert condition.tonality is Tonality.COLOUR
    assert condition.severity("fading") > 0.1
    assert condition.severity("cast") > 0.1


@pytest.mark.parametrize("name", ["astronaut", "china.jpg"])
def test_yellowed_paper_under_a_neutral_scene_that_faded_is_a_cast(name: str) -> None:
    yellowed = words(unit(flat(photograph(name), 0.75)) * np.array([1.0, 0.92, 0.62]))
    condition = analyse(yellowed)
    assert condition.severity("cast") > 0.1
    assert condition.tonality is Tonality.COLOUR


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_yellow_light_on_a_scene_that_has_its_blacks_is_not_taken_for_old_paper(name: str) -> None:
    evening = words(unit(photograph(name)) * np.array([1.0, 0.9, 0.55]))
    assert analyse(evening).severity("cast") == 0


def cloth(paint: tuple[float, float, float]) -> Words:
    """One cloth that fills the frame: folds in one colour, ever fewer the darker they are, and no white."""
    rng = np.random.default_rng(7)
    folds = np.fft.ifft2(np.fft.fft2(rng.normal(size=(300, 400))) * np.sqrt(_falling((300, 400)))).real
    depth = np.square(folds / folds.std())[..., None]
    shade = 0.75 * np.exp(-0.25 * depth)
    return compressed(noisy(words(shade * np.array(paint)), 1.0), 90)


@pytest.mark.parametrize("paint", [(1.0, 0.8, 0.7), (1.0, 0.75, 0.55), (0.7, 0.8, 1.0)])
def test_a_cloth_alone_is_no_faded_print_whatever_its_colour(paint: tuple[float, float, float]) -> None:
    condition = analyse(cloth(paint))
    assert condition.severity("fading") == condition.severity("cast") == 0


@pytest.mark.parametrize("name", ["astronaut", "coffee", "rocket", "china.jpg", "flower.jpg"])
@pytest.mark.parametrize("make", [grey, sepia])
def test_a_fresh_print_without_colour_is_not_faded(name: str, make: Callable[[Words], Words]) -> None:
    assert analyse(compressed(make(photograph(name)), 90)).severity("fading") == 0


@pytest.mark.parametrize("name", ["astronaut", "coffee", "rocket", "flower.jpg"])
@pytest.mark.parametrize("make", [grey, sepia])
def test_a_print_without_colour_that_lost_a_third_is_faded(name: str, make: Callable[[Words], Words]) -> None:
    lost = flat(make(photograph(name)), 0.67)
    assert analyse(compressed(lost, 90)).severity("fading") > 0.2


def test_a_sunset_is_neither_cast_nor_faded_nor_sepia() -> None:
    condition = analyse(sunset())
    assert condition.severity("cast") == 0
    assert condition.severity("fading") == 0
    assert condition.tonality is Tonality.COLOUR


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_no_colour_is_monochrome_in_spite_of_compression(name: str) -> None:
    assert analyse(grey(photograph(name))).tonality is Tonality.MONOCHROME
    tinted = unit(compressed(grey(photograph(name)), 60)) + np.random.default_rng(0).normal(0, 0.006, 3)
    assert analyse(compressed(words(tinted), 60)).tonality is Tonality.MONOCHROME


@pytest.mark.parametrize("name", PHOTOGRAPHS)
@pytest.mark.parametrize(
    ("shadow", "paper"),
    [
        ((0.06, 0.03, 0.01), (0.96, 0.90, 0.78)),  # sepia
        ((0.26, 0.22, 0.15), (0.68, 0.63, 0.50)),  # a faded brown print
        ((0.16, 0.09, 0.12), (0.92, 0.88, 0.88)),  # selenium
        ((0.02, 0.08, 0.25), (0.90, 0.95, 0.98)),  # cyanotype
    ],
)
def test_prints_of_one_tone_are_sepia(
    name: str, shadow: tuple[float, float, float], paper: tuple[float, float, float]
) -> None:
    print_of_one_tone = noisy(toned(photograph(name), shadow, paper), 4)
    condition = analyse(compressed(print_of_one_tone, 75))
    assert condition.tonality is Tonality.SEPIA
    assert condition.severity("cast") == 0


def test_a_brown_stain_does_not_make_a_sepia_print_a_colour_photograph() -> None:
    stained = unit(sepia(photograph("chelsea")))
    y, x = np.mgrid[: stained.shape[0], : stained.shape[1]]
    stain = np.exp(-((x - 100) ** 2 + (y - 200) ** 2) / 4000.0)[..., None]
    stained *= 1 - stain * np.array([0.05, 0.12, 0.28])
    assert analyse(words(stained)).tonality is Tonality.SEPIA


@pytest.mark.parametrize("name", ["astronaut", "coffee", "china.jpg", "rocket", "flower.jpg"])
def test_a_faded_colour_photograph_is_still_in_colour(name: str) -> None:
    picture = unit(flat(photograph(name), 0.6))
    pale = picture.mean(axis=2, keepdims=True) * 0.4 + picture * 0.6
    assert analyse(words(pale * np.array([1.0, 0.93, 0.8]))).tonality is Tonality.COLOUR


def test_one_red_thing_in_a_grey_scene_makes_a_colour_photograph() -> None:
    scene = unit(grey(photograph("coffee")))
    scene[150:190, 300:350] *= np.array([1.2, 0.3, 0.3])
    assert analyse(words(scene)).tonality is Tonality.COLOUR


def test_the_rim_of_the_paper_does_not_hide_fading() -> None:
    faded = flat(sepia(photograph("astronaut")), 0.5)
    framed = np.full((560, 560, 3), 65535, np.uint16)
    framed[24:-24, 24:-24] = faded
    assert analyse(framed).severity("fading") > 0.8 * analyse(faded).severity("fading") > 0
