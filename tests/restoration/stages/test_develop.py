"""Promises of the development: negatives become pictures, what is too dark is opened, the rest stays."""

import numpy as np
import pytest

from restoration.development import missing_stops, negative_curves, opening_curves, through
from restoration.diagnosis.facts import facts_of
from restoration.diagnosis.sample import reduce
from restoration.recipe import Recipe
from restoration.stages.develop import curves_of
from tests.restoration.pictures import Words, photograph, words

MASK = np.array([0.0, 0.32, 0.68])  # density of the orange mask over that of red


def negative(pixels: Words, base: np.ndarray = MASK, gamma: float = 0.6) -> Words:
    """A scan of the film (H, W, 3) that a scene was taken on."""
    linear = np.maximum((pixels / 65535.0) ** 2.2, 0.005)
    density = base + gamma * (np.log10(linear) + 2.3)
    return words((10.0**-density) ** (1 / 2.2))


def rimmed(film: Words, base: np.ndarray = MASK) -> Words:
    """The same with the bare rim of the film round it."""
    high, wide = film.shape[0] + 60, film.shape[1] + 60
    whole = np.empty((high, wide, 3), np.uint16)
    whole[:] = words((10.0 ** -base[None, None]) ** (1 / 2.2))
    whole[30:-30, 30:-30] = film
    return whole


@pytest.mark.parametrize("rim", [False, True])
def test_a_colour_negative_becomes_the_picture_that_was_taken(rim: bool) -> None:
    scene = photograph("astronaut")
    film = rimmed(negative(scene)) if rim else negative(scene)
    positive = through(film, negative_curves(reduce(film, 256), neutral=False))
    inner = positive[30:-30, 30:-30] if rim else positive
    for channel in range(3):
        assert np.corrcoef(inner[..., channel].ravel(), scene[..., channel].ravel())[0, 1] > 0.9
    assert np.abs(inner.mean(axis=(0, 1)) - scene.mean(axis=(0, 1))).max() < 0.16 * 65535


def test_a_neutral_negative_becomes_a_grey_picture() -> None:
    scene = np.repeat(photograph("astronaut")[..., 1:2], 3, axis=2)
    film = negative(scene, np.array([0.1, 0.12, 0.13]))
    positive = through(film, negative_curves(reduce(film, 256), neutral=True))
    assert np.corrcoef(positive[..., 1].ravel(), scene[..., 1].ravel())[0, 1] > 0.95


def test_the_curves_of_a_negative_never_rise() -> None:
    curves = negative_curves(reduce(negative(photograph("coffee")), 256), neutral=False).astype(np.int64)
    assert (np.diff(curves, axis=1) <= 0).all()


def test_twelve_bits_in_sixteen_are_opened() -> None:
    dark = photograph("coffee") // 16
    assert facts_of(dark).reach < 1 / 15.5
    opened = through(dark, opening_curves(missing_stops(reduce(dark, 256))))
    assert opened.max() > 0.9 * 65535
    assert np.corrcoef(opened[..., 1].ravel(), photograph("coffee")[..., 1].ravel())[0, 1] > 0.9


def test_no_stops_leave_every_level_where_it_is_below_the_shoulder() -> None:
    curve = opening_curves(0.0)[0].astype(np.int64)
    assert (np.abs(curve[:55000] - np.arange(55000)) <= 1).all()


def test_a_recipe_without_development_has_no_curves_to_apply() -> None:
    _, stops = curves_of(reduce(photograph("coffee"), 256), invert=False, neutral=False, exposure=0.0)
    assert stops == 0
    assert not Recipe().invert
    assert Recipe().exposure == 0
