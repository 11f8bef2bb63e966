"""Drawn conditions: each is what its labels say, and the same seed draws the same. Needs no torch."""

import numpy as np
import numpy.typing as npt
import pytest

from restoration.diagnosis.facts import facts_of
from restoration.verdict import KINDS, TONALITIES
from training.degradation import kinds, pages
from training.degradation.condition import condition
from training.degradation.fields import Picture
from training.degradation.tonality import TONALITIES as MADE


def scene(seed: int = 0) -> Picture:
    """Coloured, uneven ground with shadows and lights, (120, 160, 3) float32."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:120, 0:160].astype(np.float32) / 120
    base = np.stack([x / 1.4, y, 1 - x / 2], axis=-1)
    spots = (np.sin(9 * x + seed) * np.cos(7 * y))[..., None] * 0.4
    return np.asarray(np.clip(base + spots + rng.normal(0, 0.02, base.shape), 0, 1), np.float32)


def draw(seed: int, **named: str) -> tuple[Picture, npt.NDArray[np.float32]]:
    picture, labels = condition(scene(seed), np.random.default_rng(seed), **named)  # type: ignore[arg-type]
    return picture, labels.vector()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn_the_same_from_the_same_seed(kind: str) -> None:
    for seed in range(4):
        (first, labels), (second, again) = draw(seed, kind=kind), draw(seed, kind=kind)
        assert np.array_equal(first, second)
        assert np.array_equal(labels, again, equal_nan=True)
        assert first.dtype == np.float32
        assert first.min() >= 0
        assert first.max() <= 1
        assert KINDS[int(labels[0])] == kind


@pytest.mark.parametrize("name", TONALITIES)
def test_every_tonality_is_made_and_named(name: str) -> None:
    made = MADE[name](scene(), np.random.default_rng(3))
    assert made.tonality == name
    assert made.picture.shape == (120, 160, 3)
    assert made.loss.shape == made.stain.shape == (3,)


def test_a_lost_dye_leaves_the_blacks_apart() -> None:
    dark = scene() ** 4
    apart = [
        np.ptp(np.percentile(MADE["layer_lost"](dark, np.random.default_rng(seed)).picture, 1, axis=(0, 1)))
        for seed in range(8)
    ]
    assert np.median(apart) > 60 / 255


def test_a_negative_is_light_where_the_scene_was_dark() -> None:
    for kind in ("negative_colour", "negative_neutral"):
        film = kinds.KINDS[kind](scene(), np.random.default_rng(1))
        assert np.corrcoef(film[..., 1].ravel(), scene()[..., 1].ravel())[0, 1] < -0.5


def test_few_levels_are_few() -> None:
    for seed in range(12):
        picture = kinds.few_levels(scene(), np.random.default_rng(seed))
        assert facts_of(np.asarray(np.rint(picture * 65535), np.uint16)).few_levels


def test_the_corners_of_a_print_on_a_table_go_clockwise_round_it() -> None:
    for seed in range(6):
        page, corners = pages.on_a_table(scene(), 150, 200, np.random.default_rng(seed))
        assert page.shape == (150, 200, 3)
        x, y = corners[:, 0], corners[:, 1]
        area = 0.5 * float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
        assert area > 0.15  # clockwise where y goes down
        assert corners[0].sum() == corners.sum(axis=1).min()


def test_a_turned_picture_comes_back_by_the_turn_that_is_told() -> None:
    for seed in range(20):
        picture, labels = draw(seed, kind="document")
        upright = np.rot90(picture, -int(labels[2]))
        assert upright.shape == (120, 160, 3)
