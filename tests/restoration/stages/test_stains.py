"""Promises of taking stains off: what shines through comes back, and nothing else changes."""

import numpy as np
import pytest

from restoration.canvas import Canvas
from restoration.findings import Condition, Tonality
from restoration.marks import TRANSLUCENT, Marks
from restoration.recipe import Recipe
from restoration.sessions import Sessions
from restoration.stages import stains
from restoration.tiles import Words

SIZE, PLACE = (240, 320), (slice(60, 160), slice(80, 200))
DENSITY = np.array([0.15, 0.3, 0.6], np.float32)


def clean() -> Words:
    rng = np.random.default_rng(1)
    return rng.integers(8000, 60000, (*SIZE, 3)).astype(np.uint16)


def stained() -> Words:
    pixels = clean().astype(np.float32)
    pixels[PLACE] *= np.exp(-DENSITY)
    return pixels.round().astype(np.uint16)


def found(probability: int = 250, reduction: int = 1) -> Marks:
    height, width = SIZE[0] // reduction, SIZE[1] // reduction
    place = tuple(slice(s.start // reduction, s.stop // reduction) for s in PLACE)
    marks = Marks.nothing(height, width)
    marks.probability[TRANSLUCENT][place] = probability
    marks.density[place] = DENSITY
    return marks


def canvas_of(marks: Marks | None, *, strength: float = 1.0, grey: bool = False) -> Canvas:
    pixels = stained()
    if grey:
        pixels[...] = pixels[..., :1]
    pixels.flags.writeable = False
    condition = Condition((), Tonality.COLOUR)
    return Canvas(pixels, Recipe(stains=strength), condition, Sessions({}), marks=marks, grey=grey)


def error(pixels: Words) -> float:
    """Mean error in 8-bit steps well inside the stain."""
    inner = (slice(66, 154), slice(86, 194))
    return float(np.abs(pixels[inner].astype(np.float32) - clean()[inner]).mean() / 257)


@pytest.mark.parametrize("reduction", [1, 2])
def test_what_shines_through_a_stain_comes_back_with_its_detail(reduction: int) -> None:
    canvas = canvas_of(found(reduction=reduction))
    before = error(canvas.pixels)
    assert stains.wanted(canvas) is None
    stains.run(canvas)
    assert error(canvas.pixels) < before / 20
    assert canvas.condition.severity("stain") > 0


def test_nothing_changes_outside_the_stain() -> None:
    canvas = canvas_of(found())
    before = canvas.pixels.copy()
    stains.run(canvas)
    outside = np.ones(SIZE, bool)
    outside[56:164, 76:204] = False
    assert np.array_equal(canvas.pixels[outside], before[outside])


def test_half_the_strength_takes_off_half_the_density() -> None:
    canvas = canvas_of(found(), strength=0.5)
    stains.run(canvas)
    share = canvas.pixels[110, 140].astype(np.float32) / stained()[110, 140]
    assert np.log(share) == pytest.approx(DENSITY / 2, abs=0.02)


def test_a_grey_photograph_stays_grey() -> None:
    canvas = canvas_of(found(), grey=True)
    stains.run(canvas)
    assert np.array_equal(canvas.pixels[..., 0], canvas.pixels[..., 2])


@pytest.mark.parametrize(
    ("marks", "strength", "reason"),
    [(None, 1.0, "no_damage"), (found(150), 1.0, "no_damage"), (found(), 0.0, "switched_off")],
    ids=["not searched", "not sure", "not wanted"],
)
def test_what_is_not_sure_or_not_wanted_is_left(marks: Marks | None, strength: float, reason: str) -> None:
    assert stains.wanted(canvas_of(marks, strength=strength)) == reason
